/* SPDX-License-Identifier: GPL-3.0-or-later
 * The command line: a table of commands, and the options every one of them knows. */
#include "firstoutctl/ctl.h"
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

static const struct {
  const char *name;
  CtlEnd (*run) (const Ctl *ctl);
  const char *help;
} commands[] = {
  { "block", ctl_block, "LOT REASON [--free]: blocks a lot, or sets it free again" },
  { "check", ctl_check, "compares movements, balances, holds and promises with each other" },
  { "code", ctl_code, "says what each scan on standard input is" },
  { "explain", ctl_explain, "ORDER-LINE: why this lot, and why not the others" },
  { "gate", ctl_gate, "ORDER open|closed|override [REASON]: the payment gate" },
  { "init", ctl_init, "[--upgrade] [--training] [--issue fefo|fifo]: makes the warehouse" },
  { "items", ctl_items, "the items" },
  { "lots", ctl_lots, "ITEM: its lots, oldest first" },
  { "orders", ctl_orders, "[NUMBER]: orders and where each line stands" },
  { "places", ctl_places, "the places" },
  { "promise", ctl_promise, "ORDER: promises what its lines miss" },
  { "stock", ctl_stock, "[--item CODE] [--place CODE]: what is where" },
  { "supplies", ctl_supplies, "production and purchase orders" },
};

/* Options that stand alone; every other --option takes a value. */
static const char *const flags[] = { "--help", "--upgrade", "--training", "--dry-run", "--skip-faults", "--once", "--free", "--force",
                                     NULL };

static int
print_help (FILE *to)
{
  fprintf (to, "firstoutctl COMMAND [--store URI] [--today YYYY-MM-DD] [--lang ru|de|en] …\n\n"
               "URI is sqlite:PATH or postgresql://…. JSON lines on standard output, messages on standard error;\n"
               "exit status 0 done, 1 refused or something found, 2 called wrongly or not possible now.\n\n");
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    fprintf (to, "  %-10s %s\n", commands[i].name, commands[i].help);
  return to == stdout ? CTL_DONE : CTL_FAILED;
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
run_command (CtlEnd (*run) (const Ctl *), int argc, char **argv)
{
  g_autoptr (GHashTable) options = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  Ctl ctl = { .store_uri = g_getenv ("FIRSTOUT_STORE"), .today = FO_DAY_NONE, .language = fo_language_from_environment (),
              .options = options, .arguments = arguments };

  if (!take_words (&ctl, argc, argv))
    return CTL_FAILED;
  return run (&ctl);
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

int
main (int argc, char **argv)
{
  int at = command_index (argc, argv);
  const char *name = at ? argv[at] : "help";

  setlocale (LC_CTYPE, "C.UTF-8");
  setvbuf (stdout, NULL, _IOLBF, 0);
  if (g_str_equal (name, "help") || (argc > 1 && g_str_equal (argv[1], "--help")))
    return print_help (at || argc > 1 ? stdout : stderr);
  for (int i = at; i > 1; i--)
    argv[i] = argv[i - 1];
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, name))
      return run_command (commands[i].run, argc - 2, argv + 2);
  ctl_fail ("no such command: %s (firstoutctl help lists them)", name);
  return CTL_FAILED;
}
