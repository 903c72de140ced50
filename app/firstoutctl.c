/* SPDX-License-Identifier: GPL-3.0-or-later
 * The command line: a table of commands, and the options every one of them knows. */
#include "firstoutctl/ctl.h"
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

static const struct {
  const char *name;
  CtlEnd (*run) (const Ctl *ctl);
  const char *words, *does; /* how it is called, and what for */
  const char *more;         /* what `help NAME` says besides; NULL: nothing */
} commands[] = {
  { "backup", ctl_backup, "--to FILE|FOLDER [--keep N]", "a copy of the whole warehouse, compared row by row",
    "The copy is an SQLite file, whatever the warehouse is; `check --store sqlite:FILE` reads it, restore uses it. Others may\n"
    "go on working. Into a FOLDER it goes under the warehouse's name and the time; --keep N removes older ones but N.\n" },
  { "block", ctl_block, "LOT REASON [--free]", "blocks a lot, or sets it free again",
    "A lot is ITEM/LOT, or its number alone when only one item has it.\n" },
  { "broken", ctl_broken, "[--seen ID]", "what was promised and is lost, and open still",
    "--seen ID: somebody has seen to it; it is open no longer.\n" },
  { "carton", ctl_carton, "SSCC", "a carton of ours: what is in it, and all that was done to it", NULL },
  { "cartons", ctl_cartons, "", "cartons that stand for units, and what is in them", NULL },
  { "channels", ctl_channels, "[STAGE WORD [--channel NAME]]", "how sales channels call the stages of orders",
    "STAGE is new, in_work, awaiting_confirmation, awaiting_arrival, confirmed, awaiting_picking, picked, shipped, done or\n"
    "cancelled. Sales is told the word with each state; heard, a word from \"confirmed\" on opens the gate of an order of which\n"
    "sales says nothing else. Without --channel it is every channel's that has none of its own.\n" },
  { "check", ctl_check, "", "compares movements, balances, holds and promises with each other",
    "Prints a line for each difference and ends with 1 when there is one.\n" },
  { "claim", ctl_claim, "KIND ORDER|SHIPMENT TEXT [--lot LOT] [--quantity N] [--carton SSCC] | CLAIM STATE TEXT",
    "a customer's claim: opened, or taken further",
    "KIND is shortage, damage, wrong-item or quality; STATE accepted, refused, settled, or open again.\n" },
  { "claims", ctl_claims, "[CLAIM] [--all]", "claims that are not settled, with their evidence", NULL },
  { "code", ctl_code, "[SCAN…]", "says what each scan is; without one, each line of standard input",
    "One scan a line, with its AIM identifier if there is one; <GS> stands for the separator.\n" },
  { "codes", ctl_codes, "[--item CODE] [--learned] | --history CODE | --collisions | --allow any|lead [--leads NAMES]",
    "what codes mean, who taught it, which mean two things",
    "--collisions ends with 1 when there are any. --allow says who may teach and forget codes at the desk: any, or lead,\n"
    "whose badges --leads names, apart by commas.\n" },
  { "correct", ctl_correct, "LOT --day YYYY-MM-DD|--number NUMBER --reason TEXT", "a lot's day or number was typed wrongly",
    "Holds and promises are judged anew, and listed. When the right number exists already, the goods become that lot's.\n" },
  { "customers", ctl_customers, "", "customers, and what sales lets them do", NULL },
  { "deal", ctl_deal, "NUMBER", "all of a deal in the order it happened",
    "NUMBER is the deal's, an order's, one of our own of an order that was opened here, or a shipment's.\n" },
  { "decide", ctl_decide, "[QUESTION ANSWER]", "what waits for a person, or its answer", NULL },
  { "decode", ctl_decode, "FILE…", "reads the symbols of pictures", NULL },
  { "demo", ctl_demo, "[--folder PATH]", "plays a whole day in a new training warehouse",
    "Made in PATH, else in the state folder. Ends with 1 when anything went otherwise than it should.\n" },
  { "desk", ctl_desk, "--station N [--task T] [--journal PATH] [--offline]", "scans and commands from standard input",
    "--offline: when the server is gone, what the station has in hand is finished on a copy beside the journal, and booked when it\n"
    "is back. Lines are \"scan TEXT\" and \"command NAME [WORDS]\", with \"id=REQUEST \" in front of what may come again.\n" },
  { "devices", ctl_devices, "", "the scanners of this PC, and what keeps them from working", NULL },
  { "documents", ctl_documents, "ORDER [--add KIND --number N [--on DAY] [--file PATH] [--ready | --gone]]",
    "the papers of sales that go with an order's goods", NULL },
  { "explain", ctl_explain, "ORDER-LINE", "why this lot, and why not the others",
    "A line is its id, ORDER/POSITION or ORDER/ITEM.\n" },
  { "export", ctl_export, "items|places|stock|orders|cartons|kits|substitutes|names FILE", "writes a table for Excel", NULL },
  { "forget", ctl_forget, "CODE [--person NAME]", "a learned code means nothing any more", NULL },
  { "gate", ctl_gate, "ORDER open|closed|override [REASON]", "the payment gate", NULL },
  { "import", ctl_import, "items|places|stock|orders|cartons|kits|substitutes|names FILE [--dry-run] [--skip-faults]",
    "takes a table from Excel or 1C",
    "; or , or tab, UTF-8 or Windows-1251, headings in Russian, German or English, in any order:\n"
    "  items   item name name_de name_en kind unit tracking expiry issue enforcement shelf_life_days certificate\n"
    "          every_unit by_eye labels barcode barcode_quantity pack_barcode pack_quantity marked min_life\n"
    "  places  place name kind route\n"
    "  stock   item lot expires_on produced_on received_on place quantity state reason owner\n"
    "  orders  order deal customer channel sales_state gate due_on ship_complete priority position item quantity\n"
    "          cancelled source min_life_days lot_wanted shipped owner substitutes\n"
    "  kits    kit item quantity: a row a component\n"
    "  substitutes  item stands_for instead quantity priority asks: a row what may leave instead of the item\n"
    "  names   item name kind customer gone: a row what an item is called besides; supplier, customer, former or spoken\n"
    "  cartons carton item lot expires_on code: a row a unit of marked goods that will come; GS as <GS> or _x001D_\n"
    "Faults are told by row, and then nothing is booked, unless --skip-faults. The same file again changes nothing.\n"
    "The quantity of stock is what there was at the beginning: a corrected file books the difference to what was\n"
    "opened before.\n" },
  { "init", ctl_init, "[--upgrade | --roles] [--training [--sales URI]] [--issue fefo|fifo] [--name NAME]", "makes the warehouse",
    "--training fills it with a small manufacturer's goods and deals, and makes a sales database for them.\n"
    "NAME is what people call the warehouse: the window shows it.\n"
    "--roles, on PostgreSQL, as a superuser who owns the warehouse: makes the roles firstout_station and firstout_gateway and what\n"
    "they may. A station connects as a member: CREATE ROLE station3 LOGIN IN ROLE firstout_station, its password by \\password.\n" },
  { "items", ctl_items, "", "the items", NULL },
  { "kits", ctl_kits, "", "what kits consist of", NULL },
  { "label", ctl_label, "--lot LOT|--place CODE|--item CODE|… --out FILE.pdf|.png [FIELD=VALUE…]", "labels and papers",
    "Of what: --lot LOT, --item CODE, --place CODE, --order NUMBER, --supply NUMBER, --commands (the sheet of command\n"
    "codes), --from TABLE (a row a label; --skip-faults leaves out rows with faults), or --template NAME alone with its\n"
    "fields. FIELD=VALUE fills a field of the template, or goes before what the store says.\n"
    "  --template NAME   lot lot-wide lot-link item place place-wide carton badge command commands task task-a5,\n"
    "                    or the path of a template\n"
    "  --copies N        of each label; a column \"copies\" of the table goes with it\n"
    "  --serial A001..A050 or A001+50   one label each serial number\n"
    "  --quantity N --note TEXT         on the label of a lot; a quantity of more than one is in its code too\n"
    "  --copy N          printed for the N-th time: says so from 2 on\n"
    "  --dpi N           203 if not said; 300, 600\n"
    "  --sheet 3x8@5     stickers on A4, beginning with the fifth; 3x7@1,LEFT,TOP,PITCH-X,PITCH-Y in mm; A5:2x4\n"
    "  --paper KIND --number N [--final]   a paper to be signed, without prices. KIND and what N is: pick-list, packing-list,\n"
    "                    goods-issue (an order or a shipment); goods-receipt, discrepancy (a production or purchase order);\n"
    "                    internal-issue, write-off, return, count (an operation's id); count-sheet (a place); transfer (its\n"
    "                    number); recall-notice (RECALL/ORDER: for that order's customer); wave (a station). A draft\n"
    "                    says so until what it says is done; --final refuses a draft\n"
    "Every symbol is read again before the file is written; what does not fit is refused.\n" },
  { "learn", ctl_learn, "CODE ITEM [QUANTITY] [--person NAME]", "teaches a code, or corrects what was taught", NULL },
  { "link", ctl_link, "[list | add NAME KIND ADDRESS | test NAME | enable|disable|unlatch|remove NAME | caps NAME]",
    "the sales systems this warehouse talks to",
    "KIND is sql, 1c, moysklad, bitrix24 or files. add [--role main|source|sink] [--config JSON] [--secret NAME]: a secret is a file of\n"
    "that name in $CREDENTIALS_DIRECTORY or ~/.config/firstout/secrets. unlatch: after a refused password, when it was put right.\n" },
  { "lots", ctl_lots, "ITEM", "its lots, oldest first", NULL },
  { "certificates", ctl_certificates, "[ORDER]", "certificates that are due for goods that left", NULL },
  { "serial", ctl_serial, "NUMBER", "where the unit with that serial number is, or to whom it went", NULL },
  { "morning", ctl_morning, "", "what expired over night is promised anew, and what broke is listed", NULL },
  { "match", ctl_match, "OURS THEIRS", "what was opened here is what came from sales", NULL },
  { "name", ctl_name, "ITEM supplier|former|spoken TEXT | ITEM customer NUMBER CUSTOMER [--person NAME]",
    "what an item is called besides: it is found by that everywhere", NULL },
  { "names", ctl_names, "[ITEM]", "what items are called besides", NULL },
  { "orders", ctl_orders, "[NUMBER]", "orders and where each line stands", NULL },
  { "people", ctl_people, "[list | add NAME --role ROLE [--badge CODE] [--pin] | role|badge|pin|lock|unlock NAME … | two KIND on|off]",
    "who works here, and what it takes two for",
    "ROLE is picker, receiver, lead, administrator or auditor. A PIN (4 to 12 digits) is read from standard input. The first person is\n"
    "an administrator with a PIN; from then on the window and the desk ask for a badge. unlock: after five wrong PINs, or a lock.\n"
    "two KIND on: such an operation (write-off, scrap, block …) is done with a second badge and PIN.\n"
    "On an SQLite file the other commands ask no rights, desk does: who may write the file may write it with any program, so its owner\n"
    "and mode are its rights. A PostgreSQL server judges every command by whose connection it is.\n" },
  { "pin", ctl_pin, "ORDER-LINE LOT [QUANTITY]", "binds goods of a lot to a line at once",
    "A line is its id, ORDER/POSITION or ORDER/ITEM.\n" },
  { "move", ctl_move, "--from sqlite:FILE --to postgresql://…", "a warehouse of one station becomes one of many",
    "The database must be empty, or hold what an earlier move that was cut has left. Everything is carried, compared row by\n"
    "row, and only then the old warehouse is closed for good. Nobody may have it open meanwhile.\n" },
  { "packing", ctl_packing, "[off|asked|required]", "how orders are packed, and which numbers cartons have", NULL },
  { "places", ctl_places, "", "the places", NULL },
  { "preempt", ctl_preempt, "ORDER REASON [--line ORDER-LINE] [--person NAME]", "takes what is promised to less urgent orders", NULL },
  { "print", ctl_print_labels, "--lot LOT|--place CODE [--printer NAME] [--count N] | --queue | --resume | --retry|--cancel|--reprint JOB",
    "labels through the print queue of a station",
    "Also what label takes but --out: --quantity N, --template NAME, --sheet 3x8@5 (stickers on A4, by a printer of pages)\n"
    "and others; and --station N, --journal PATH, --printers FILE. --yes JOB and --no JOB say whether the label\n"
    "in doubt was printed; --move JOB --printer NAME sends it elsewhere. A line for each job when nothing more happens by\n"
    "itself, after --wait S (60) at the latest; ends with 1 when one failed, is uncertain or still waits. The journal belongs to\n"
    "one program at a time: a station whose window is open prints there.\n" },
  { "printers", ctl_printers, "[look | add NAME URI … | set NAME … | state [NAME] | remove NAME | test NAME]", "the printers of this PC",
    "URI is cups:QUEUE, ipp://HOST[:PORT]/PATH, usb:VVVV:PPPP:SERIAL, tcp://HOST[:PORT] or file:/FOLDER.\n"
    "add and set take --language pdf|zpl|tspl --dpi N --size WxH --gap MM|auto --mark MM --speed N --darkness N --default, and\n"
    "--native (ZPL: the printer makes the symbols itself, and what it makes is not read back) or --drawn; without --dpi the\n"
    "printer is asked, and it must be said where it does not answer. state asks each how it is just now; look says what is plugged\n"
    "in and what CUPS has, with dpi 0 where a label printer does not say; test prints a label with the printer's own name.\n"
    "--printers FILE is another list than printers.conf in the configuration folder.\n" },
  { "promise", ctl_promise, "ORDER", "promises what its lines miss", NULL },
  { "recall", ctl_recall, "LOT… --reason TEXT [--wide] | RECALL --told ORDER | RECALL --end TEXT", "calls lots back, in one act",
    "They, what was made of them and what they were made of is blocked; --wide takes what else was made of those, too.\n" },
  { "recalls", ctl_recalls, "[RECALL]", "recalls; of one: what lies where, who got what, who was told", NULL },
  { "relabel", ctl_relabel, "LOT PLACE QUANTITY|all NUMBER [--day YYYY-MM-DD] [--reason TEXT]", "a part of a lot becomes another lot", NULL },
  { "restore", ctl_restore, "--from FILE", "makes the warehouse --store, which must not be there yet, from a backup",
    "What happened since the backup is not in it: count what moved, and compare with sales (sync compare).\n" },
  { "returns", ctl_returns, "[--lot LOT]", "returns that are undecided, or all of a lot", NULL },
  { "refuse-lot", ctl_refuse_lot, "ORDER-LINE LOT REASON [--customer] [--again]", "a line must not get a lot",
    "--customer: nothing that its customer orders may; --again: it may again.\n" },
  { "set", ctl_set, "[NAME VALUE|-]", "what the warehouse settles for itself: limits, leases, who counts again; - is what holds otherwise", NULL },
  { "shortage", ctl_shortage, "ORDER [WAY] [ITEM WAY …]", "promises what there is, and proposes to make or buy the rest",
    "WAY is stock (wait for goods), production or purchase; without one, as the line or the item says, or as it was got last.\n" },
  { "could", ctl_could, "ITEM QUANTITY [--life DAYS]", "by when so much could be delivered, with what is here and what is to come", NULL },
  { "way", ctl_way, "ITEM stock|production|purchase|-", "how what is missing of an item is got, where its line does not say", NULL },
  { "sscc", ctl_sscc, "[EXTENSION-AND-PREFIX [FIRST]]", "the numbers of our cartons, and how many are left", NULL },
  { "expiry", ctl_expiry, "", "what ends in which week, and what of it no deal will take before", NULL },
  { "station", ctl_station, "[list | revoke STATION REASON | admit STATION | name STATION WORDS]", "who works where and on what",
    "revoke: of a station that is lost or cut off nothing is booked any more, and others may take its work over at once; admit:\n"
    "it may work again. --person NAME says who.\n" },
  { "substitute", ctl_substitute, "ORDER-LINE ITEM [QUANTITY] [--reason TEXT] [--person NAME] | ORDER-LINE --back",
    "meets a line by another item, or gives back what is not picked", "Only what the table of substitutes allows.\n" },
  { "substitutes", ctl_substitutes, "[ORDER-LINE | ITEM INSTEAD [--for N] [--quantity N] [--priority N] [--asks WHO] [--remove]]",
    "what may leave instead of an item; of a line, what could be taken now",
    "--quantity of INSTEAD stands --for so much of ITEM, 1 for 1 when nothing is said. WHO is nobody, lead or sales: whose\n"
    "consent it takes where sales has not said of the order's line whether it takes substitutes.\n" },
  { "stock", ctl_stock, "[--item CODE] [--place CODE]", "what is where", NULL },
  { "supplies", ctl_supplies, "", "production and purchase orders", NULL },
  { "sync", ctl_sync, "[--sales URI [--remember]] [--all] [--quiet] | status | list [STATE] | retry|resolve|redate|settle … | compare",
    "one round with the sales systems; what they were told",
    "A line for each thing that happened, one for the round. --all reads everything again, --sales is for one database.\n"
    "list: messages in STATE not_begun, waiting, unknown, verified, refused, differs, closed or not_carried.\n"
    "retry MESSAGE LINK: it is sent again. resolve MESSAGE LINK done|drop REASON: it was put right over there, or shall not be told.\n"
    "redate MESSAGE LINK YYYY-MM-DD REASON: again, on a day that is not closed there. settle CONFLICT REASON: a disagreement.\n"
    "compare: open orders, lots on hand and messages of both sides; ends with 1 when they differ. --person NAME says who.\n" },
  { "transfer", ctl_transfer, "to|add|send|arrived|from|take|finish|announce …", "goods to another warehouse and from one",
    "to PARTNER begins one, or goes on; add NUMBER LOT PLACE QUANTITY puts goods into it; send NUMBER: it is under way; arrived\n"
    "NUMBER: the other one says so. announce FILE: what another one has sent, as its transfers NUMBER prints it with \"from\",\n"
    "its name, beside; from NUMBER [PARTNER]: it is arriving; take NUMBER ITEM LOT|- QUANTITY [--expires YYYY-MM-DD] [--place\n"
    "PLACE] [--quarantine REASON]; finish NUMBER: that was all.\n" },
  { "transfers", ctl_transfers, "[NUMBER [--in]]", "transfers that have not arrived, or one of ours (of others: --in)", NULL },
  { "trace", ctl_trace, "LOT | record|replay FILE [--seconds N]", "where a lot came from and went; what scanners send",
    "LOT prints a graph: nodes from left to right, and edges. record and replay write down what scanners send, or play it again.\n" },
  { "units", ctl_units, "PLACE", "the units that are known one by one and lie there", NULL },
  { "unname", ctl_unname, "ITEM TEXT [CUSTOMER] [--person NAME]", "an item is not called so any more", NULL },
  { "unpin", ctl_unpin, "ORDER-LINE", "lets go what is bound to a line before its order is picked", NULL },
  { "unship", ctl_unship, "SHIPMENT [--told]", "takes a shipment back that did not leave; --told: sales agrees", NULL },
  { "validity", ctl_validity, "ORDER YYYY-MM-DD|-", "until when an order's promises are meant to hold; - is for good", NULL },
  { "wave", ctl_wave, "STATION", "what a station picks in one walk, place by place, with order and slot", NULL },
  { "whatif", ctl_whatif, "ORDER [--line ORDER-LINE]", "what preempt would do: whose dates move", "Changes nothing.\n" },
};

/* Options that stand alone; every other --option takes a value. */
static const char *const flags[] = { "--help", "--in", "--told", "--upgrade", "--training", "--dry-run", "--skip-faults", "--once",
                                     "--free", "--force",   "--remember", "--all",     "--quiet",       "--native",  "--drawn",
                                     "--learned", "--collisions", "--wide",
                                     "--customer", "--again", "--back", "--remove",
                                     "--default", "--queue", "--resume", "--commands",
                                     "--offline", "--final", "--ready", "--gone", "--roles", "--pin", NULL };

static int
print_help (FILE *to)
{
  fprintf (to, "firstoutctl COMMAND [--store URI] [--today YYYY-MM-DD] [--lang ru|de|en] …\n\n"
               "URI is sqlite:PATH or postgresql://…; FIRSTOUT_STORE may name it. JSON lines on standard output,\n"
               "messages on standard error; exit status 0 done, 1 refused or something found, 2 called wrongly or not\n"
               "possible now.\n\n");
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    fprintf (to, "  %-9s %s\n", commands[i].name, commands[i].does);
  fprintf (to, "\nfirstoutctl help COMMAND says more.\n");
  return to == stdout ? CTL_DONE : CTL_FAILED;
}

static int
find_command (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, name))
      return (int) i;
  ctl_fail ("no such command: %s (firstoutctl help lists them)", name);
  return -1;
}

static int
print_command_help (const char *name)
{
  int at = find_command (name);

  if (at < 0)
    return CTL_FAILED;
  printf ("firstoutctl %s %s\n%s.\n%s", commands[at].name, commands[at].words, commands[at].does,
          commands[at].more ? commands[at].more : "");
  return CTL_DONE;
}

static bool
take_common (Ctl *ctl, const char *name, const char *value)
{
  if (g_str_equal (name, "--store"))
    ctl->store_uri = value;
  else if (g_str_equal (name, "--today")) {
    if (fo_day_parse_iso (value, &ctl->today) != FO_OK) {
      ctl_fail ("--today %s: not a day; write YYYY-MM-DD", value);
      return false;
    }
  } else if (g_str_equal (name, "--lang")) {
    if (!fo_language_parse (value, &ctl->language)) {
      ctl_fail ("--lang %s: ru, de or en", value);
      return false;
    }
  } else
    g_hash_table_insert (ctl->options, (gpointer) name, (gpointer) value);
  return true;
}

/* Reads the words behind the command. "--" ends the options; "--name=value" is the same as "--name value". */
static bool
take_words (Ctl *ctl, int argc, char **argv)
{
  for (int i = 0; i < argc; i++) {
    char *equals = strchr (argv[i], '=');
    const char *value = "";

    if (g_str_equal (argv[i], "--")) {
      while (++i < argc)
        g_ptr_array_add (ctl->arguments, argv[i]);
      return true;
    }
    if (!g_str_has_prefix (argv[i], "--")) {
      g_ptr_array_add (ctl->arguments, argv[i]);
      continue;
    }
    if (equals) {
      *equals = '\0';
      value = equals + 1;
    }
    const char *name = argv[i];
    if (!equals && !g_strv_contains (flags, name)) {
      if (++i == argc) {
        ctl_fail ("%s needs a value", name);
        return false;
      }
      value = argv[i];
    }
    if (!take_common (ctl, name, value))
      return false;
  }
  return true;
}

static int
run_command (int command, int argc, char **argv)
{
  g_autoptr (GHashTable) options = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  Ctl ctl = { .store_uri = g_getenv ("FIRSTOUT_STORE"),
              .today = FO_DAY_NONE,
              .language = fo_language_from_environment (),
              .options = options,
              .arguments = arguments };

  if (!take_words (&ctl, argc, argv))
    return CTL_FAILED;
  if (ctl_option (&ctl, "--help"))
    return print_command_help (commands[command].name);
  return commands[command].run (&ctl);
}

/* Options may stand before the command, too. */
static int
command_index (int argc, char **argv)
{
  for (int i = 1; i < argc; i++) {
    if (!g_str_has_prefix (argv[i], "--"))
      return i;
    if (!strchr (argv[i], '=') && !g_strv_contains (flags, argv[i]))
      i++;
  }
  return 0;
}

/* Asked for, not only called without a command. */
static bool
wants_help (int at, int argc, char **argv)
{
  return at > 0 || (argc > 1 && g_str_equal (argv[1], "--help"));
}

int
main (int argc, char **argv)
{
  int at = command_index (argc, argv), command;
  const char *name = at ? argv[at] : "help";

  setlocale (LC_CTYPE, "C.UTF-8");
  setvbuf (stdout, NULL, _IOLBF, 0);
  if (g_str_equal (name, "help"))
    return at && at + 1 < argc ? print_command_help (argv[at + 1])
                               : print_help (wants_help (at, argc, argv) ? stdout : stderr);
  command = find_command (name);
  if (command < 0)
    return CTL_FAILED;
  for (int i = at; i > 1; i--)
    argv[i] = argv[i - 1];
  return run_command (command, argc - 2, argv + 2);
}
