/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sales that exports tables into a folder, and takes tables from it. */
#include "host.h"
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <fcntl.h>

typedef struct {
  char *folder;
  FakeHost host;
  FoLink *link;
} World;

static void
world_init (World *world, const char *config)
{
  json_object *parsed = json_tokener_parse (config);
  g_autoptr (GError) error = NULL;

  world->folder = g_dir_make_tmp ("fo-files-XXXXXX", &error);
  g_assert_no_error (error);
  fake_host_init (&world->host);
  world->link = fo_link_files.open (&world->host.host, world->folder, parsed, &error);
  g_assert_no_error (error);
  json_object_put (parsed);
}

static void
world_clear (World *world)
{
  fo_link_files.close (world->link);
  fake_host_clear (&world->host);
  g_free (world->folder);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

static char *
path_in (const World *world, const char *folder, const char *name)
{
  return g_build_filename (world->folder, folder, name, NULL);
}

static void
make_older (const char *path, int seconds)
{
  struct stat about;

  g_assert_cmpint (stat (path, &about), ==, 0);
  about.st_mtim.tv_sec -= seconds;
  g_assert_cmpint (utimensat (AT_FDCWD, path, (const struct timespec[]){ about.st_mtim, about.st_mtim }, 0), ==, 0);
}

/* Sales puts a file there; it has been lying for a minute. */
static void
export_file (const World *world, const char *name, const char *text)
{
  g_autofree char *in = path_in (world, "in", ""), *path = path_in (world, "in", name);

  g_mkdir (in, 0700);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  make_older (path, 60);
}

static bool
lies (const World *world, const char *folder, const char *name)
{
  g_autofree char *path = path_in (world, folder, name);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
hear (World *world)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fo_link_files.hear (world->link, false, &error));
  g_assert_no_error (error);
}

static void
assert_rows (const World *world, const char *expected)
{
  g_autofree char *rows = fake_host_rows (&world->host, world->link);

  g_assert_cmpstr (rows, ==, expected);
}

/* ---- heard -------------------------------------------------------------------------------------------------------- */

static const struct {
  const char *what, *file, *text, *rows;
} exported[] = {
  { "ids of the other side", "orders.csv", "id;number;customer\n17;214;Вектор\n", "order 17 customer=Вектор number=214\n" },
  { "no ids: what people know it by", "items.csv", "code;name;unit\nSEAL;Герметик;шт\n",
    "item SEAL code=SEAL name=Герметик unit=шт\n" },
  { "lines are called after their order", "order_lines.csv", "order_id,position,item_id,quantity\n17,1,SEAL,24\n",
    "line 17/1 item_id=SEAL order_id=17 position=1 quantity=24\n" },
  { "Excel's commas, thousands and days", "supply-may.csv", "id;quantity;ready_on\n5;\"1 250,5\";31.05.2027\n",
    "supply 5 quantity=1250.5 ready_on=2027-05-31\n" },
  { "yes and no in three languages", "customers.csv", "name;blocked;credit\nВектор;нет;Да\n",
    "customer Вектор blocked=0 credit=1 name=Вектор\n" },
  { "capitals in the names of columns and files", "ITEMS.CSV", "CODE;Name\nX;Y\n", "item X code=X name=Y\n" },
  { "until when goods are kept, or for good", "orders.csv", "id;number;valid_until\n17;214;05.12.2026\n18;215;none\n19;216;\n",
    "order 17 number=214 valid_until=2026-12-05\norder 18 number=215 valid_until=none\norder 19 number=216\n" },
  { "empty cells say nothing", "items.csv", "code;name;variant\nX;Y;\n", "item X code=X name=Y\n" },
  { "a point and a comma together are left for a person", "barcodes.csv", "code;item_id;quantity\n46;X;\"1.250,5\"\n",
    "barcode 46 code=46 item_id=X quantity=1.250,5\n" },
};

static void
test_tables (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (exported); i++) {
    g_auto (World) world = { NULL };

    g_test_message ("%s", exported[i].what);
    world_init (&world, "{}");
    export_file (&world, exported[i].file, exported[i].text);
    hear (&world);
    assert_rows (&world, exported[i].rows);
    g_assert_true (lies (&world, "done", exported[i].file));
    g_assert_false (lies (&world, "in", exported[i].file));
  }
}

/* Windows-1251, as 1C of old writes it. */
static void
test_old_letters (void)
{
  g_auto (World) world = { NULL };

  world_init (&world, "{}");
  export_file (&world, "items.csv", "code;name\nX;\xc3\xe5\xf0\xec\xe5\xf2\xe8\xea\n");
  hear (&world);
  assert_rows (&world, "item X code=X name=Герметик\n");
}

/* A file that is still being written is left until it rests. */
static void
test_half_written (void)
{
  g_auto (World) world = { NULL };
  g_autofree char *path = NULL;

  world_init (&world, "{}");
  export_file (&world, "items.csv", "code;name\nX;Y\n");
  path = path_in (&world, "in", "items.csv");
  g_assert_true (g_file_set_contents (path, "code;name\nX;Y\nZ", -1, NULL));
  hear (&world);
  g_assert_cmpuint (world.host.kept->len, ==, 0);
  g_assert_true (lies (&world, "in", "items.csv"));
  g_assert_true (g_file_set_contents (path, "code;name\nX;Y\nZ;Q\n", -1, NULL));
  make_older (path, 60);
  hear (&world);
  g_assert_cmpuint (world.host.kept->len, ==, 2);
}

/* The store went away in the middle: the file lies there still, and the next round loses and doubles nothing. */
static void
test_deaf (void)
{
  g_auto (World) world = { NULL };
  g_autoptr (GError) error = NULL;

  world_init (&world, "{}");
  export_file (&world, "items.csv", "code;name\nX;Y\nZ;Q\n");
  world.host.deaf = true;
  g_assert_false (fo_link_files.hear (world.link, false, &error));
  g_assert_true (lies (&world, "in", "items.csv"));
  world.host.deaf = false;
  hear (&world);
  export_file (&world, "items.csv", "code;name\nX;Y\nZ;Q\n"); /* and exported once more, as it is */
  hear (&world);
  g_assert_cmpuint (world.host.kept->len, ==, 2);
}

static const struct {
  const char *what, *file, *text, *why;
} refused[] = {
  { "a name that stands for nothing", "letter.csv", "a;b\n1;2\n", "No table is called so" },
  { "a picture", "items.csv", "\x89PNG\r\n\x1a\n\x01\x02", "items.csv" },
  { "a quote that never ends", "orders.csv", "number;customer\n1;\"Vector\n", "line" },
  { "nothing", "orders.csv", "", "orders.csv" },
};

static void
test_refused (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_auto (World) world = { NULL };
    g_autofree char *beside = g_strconcat (refused[i].file, ".why.txt", NULL), *rows = NULL;

    g_test_message ("%s", refused[i].what);
    world_init (&world, "{}");
    export_file (&world, refused[i].file, refused[i].text);
    export_file (&world, "supply.csv", "id;number\n5;77\n"); /* the others go on */
    hear (&world);
    rows = fake_host_rows (&world.host, world.link);
    g_assert_true (lies (&world, "refused", refused[i].file) && lies (&world, "refused", beside));
    g_assert_nonnull (strstr (rows, refused[i].why));
    g_assert_nonnull (strstr (rows, "supply 5 number=77"));
  }
}

/* A row without a name is shown with its line; its neighbours count. */
static void
test_row_without_name (void)
{
  g_auto (World) world = { NULL };
  g_autofree char *rows = NULL;

  world_init (&world, "{}");
  export_file (&world, "items.csv", "code;name\nX;Y\n;nameless\n");
  hear (&world);
  rows = fake_host_rows (&world.host, world.link);
  g_assert_nonnull (strstr (rows, "item X"));
  g_assert_nonnull (strstr (rows, "neither its id"));
}

/* ---- sent --------------------------------------------------------------------------------------------------------- */

static const FoDelivery shipment = {
  .op = "shipment.create",
  .op_id = "00000000-0000-8000-8000-000000000017",
  .body = "{\"order\":\"17\",\"number\":\"214\",\"lines\":[{\"item\":\"SEAL\",\"lot\":\"S2406\",\"expires_on\":\"2027-06-10\","
          "\"quantity\":\"2.500\"},{\"item\":\"BOLT\",\"lot\":\"\",\"quantity\":\"7\",\"codes\":[\"a\",\"b\"]}]}",
};
#define SHIPMENT_CSV                                                                                                    \
  "\xef\xbb\xbfop_id;op;order;number;item;lot;expires_on;quantity;codes\r\n"                                            \
  "00000000-0000-8000-8000-000000000017;shipment.create;17;214;SEAL;S2406;2027-06-10;2.500;\r\n"                        \
  "00000000-0000-8000-8000-000000000017;shipment.create;17;214;BOLT;;;7;\"[\"\"a\"\",\"\"b\"\"]\"\r\n"
#define SHIPMENT_FILE "shipment.create-00000000-0000-8000-8000-000000000017.csv"

static FoFateKind
deliver (World *world)
{
  g_auto (FoFate) fate = { 0 };
  g_autoptr (GError) error = NULL;

  fo_link_files.deliver (world->link, &shipment, &fate, &error);
  return fate.kind;
}

static void
test_table_out (void)
{
  g_auto (World) world = { NULL };
  g_autofree char *path = NULL, *text = NULL;

  world_init (&world, "{}");
  g_assert_cmpint (deliver (&world), ==, FO_FATE_VERIFIED);
  path = path_in (&world, "out", SHIPMENT_FILE);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, SHIPMENT_CSV);
}

/* Sales has taken the file away; the answer was lost, and the message comes again: it is not written twice. */
static void
test_never_twice (void)
{
  g_auto (World) world = { NULL };
  g_autofree char *path = NULL;

  world_init (&world, "{}");
  g_assert_cmpint (deliver (&world), ==, FO_FATE_VERIFIED);
  path = path_in (&world, "out", SHIPMENT_FILE);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (deliver (&world), ==, FO_FATE_VERIFIED);
  g_assert_false (lies (&world, "out", SHIPMENT_FILE));
}

/* Cut between any two steps: what lies there tells how to go on. */
static void
test_cut (void)
{
  static const struct {
    const char *what;
    bool making, sent, out;
  } cuts[] = {
    { "before anything", false, false, false },
    { "made", true, false, false },
    { "made and kept", true, true, false },
    { "moved", false, true, true },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cuts); i++) {
    g_auto (World) world = { NULL };
    const char *folders[] = { cuts[i].making ? ".making" : NULL, cuts[i].sent ? "sent" : NULL, cuts[i].out ? "out" : NULL };
    g_autofree char *out = NULL, *text = NULL;

    g_test_message ("%s", cuts[i].what);
    world_init (&world, "{}");
    for (gsize k = 0; k < G_N_ELEMENTS (folders); k++)
      if (folders[k]) {
        g_autofree char *folder = path_in (&world, folders[k], ""), *path = path_in (&world, folders[k], SHIPMENT_FILE);
        g_mkdir (folder, 0700);
        g_assert_true (g_file_set_contents (path, SHIPMENT_CSV, -1, NULL));
      }
    g_assert_cmpint (deliver (&world), ==, FO_FATE_VERIFIED);
    out = path_in (&world, "out", SHIPMENT_FILE);
    g_assert_true (g_file_get_contents (out, &text, NULL, NULL));
    g_assert_cmpstr (text, ==, SHIPMENT_CSV);
    g_assert_false (lies (&world, ".making", SHIPMENT_FILE));
  }
}

static void
test_json_out (void)
{
  g_auto (World) world = { NULL };
  g_autofree char *path = NULL, *text = NULL;

  world_init (&world, "{\"format\":\"json\"}");
  g_assert_cmpint (deliver (&world), ==, FO_FATE_VERIFIED);
  path = path_in (&world, "out", "shipment.create-00000000-0000-8000-8000-000000000017.json");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "\"quantity\":\"2.500\""));
}

/* The share is away: nothing was done, and it is said. */
static void
test_away (void)
{
  g_auto (World) world = { NULL };
  g_autofree char *aside = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (FoFate) fate = { 0 };

  world_init (&world, "{}");
  aside = g_strconcat (world.folder, ".aside", NULL);
  g_assert_cmpint (g_rename (world.folder, aside), ==, 0);
  g_assert_false (fo_link_files.hear (world.link, false, &error));
  g_assert_error (error, FO_SALES_ERROR, FO_SALES_ERROR_OFFLINE);
  g_clear_error (&error);
  g_assert_false (fo_link_files.deliver (world.link, &shipment, &fate, &error));
  g_assert_error (error, FO_SALES_ERROR, FO_SALES_ERROR_OFFLINE);
  g_assert_cmpint (fate.kind, ==, FO_FATE_LATER);
  g_assert_false (g_file_test (world.folder, G_FILE_TEST_EXISTS)); /* a share that is not mounted is not made */
}

static void
note_finding (const FoFinding *finding, gpointer data)
{
  g_string_append_printf (data, "%s%s\n", finding->good ? "+" : "-", finding->id);
}

static void
test_probe (void)
{
  g_auto (World) world = { NULL };
  g_autoptr (GString) findings = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  world_init (&world, "{}");
  g_assert_true (fo_link_files.probe (world.link, note_finding, findings, &error));
  g_assert_cmpstr (findings->str, ==, "+link.files-folder\n+link.files-rights\n");
  g_string_truncate (findings, 0);
  g_assert_cmpint (g_rmdir (world.folder), ==, 0);
  g_assert_true (fo_link_files.probe (world.link, note_finding, findings, &error));
  g_assert_cmpstr (findings->str, ==, "-link.files-folder-missing\n");
}

static void
test_setup (void)
{
  FakeHost host;
  g_autoptr (GError) error = NULL;
  json_object *config = json_tokener_parse ("{\"format\":\"pdf\"}");

  fake_host_init (&host);
  g_assert_null (fo_link_files.open (&host.host, "relative/folder", NULL, &error));
  g_assert_error (error, FO_SALES_ERROR, FO_SALES_ERROR_URI);
  g_clear_error (&error);
  g_assert_null (fo_link_files.open (&host.host, "/tmp", config, &error));
  g_assert_error (error, FO_SALES_ERROR, FO_SALES_ERROR_URI);
  json_object_put (config);
  fake_host_clear (&host);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/links/files/tables", test_tables);
  g_test_add_func ("/links/files/old-letters", test_old_letters);
  g_test_add_func ("/links/files/half-written", test_half_written);
  g_test_add_func ("/links/files/deaf", test_deaf);
  g_test_add_func ("/links/files/refused", test_refused);
  g_test_add_func ("/links/files/row-without-name", test_row_without_name);
  g_test_add_func ("/links/files/table-out", test_table_out);
  g_test_add_func ("/links/files/never-twice", test_never_twice);
  g_test_add_func ("/links/files/cut", test_cut);
  g_test_add_func ("/links/files/json-out", test_json_out);
  g_test_add_func ("/links/files/away", test_away);
  g_test_add_func ("/links/files/probe", test_probe);
  g_test_add_func ("/links/files/setup", test_setup);
  return g_test_run ();
}
