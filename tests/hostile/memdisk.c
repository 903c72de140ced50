/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "memdisk.h"
#include <sqlite3.h>
#include <string.h>

#define SECTOR 512
#define SHM_REGION 32768

typedef struct {
  GByteArray *data;
  GPtrArray *shm; /* regions; memory only */
} Inode;

typedef enum {
  EVENT_NAME,
  EVENT_WRITE,
  EVENT_TRUNCATE,
  EVENT_SYNC,
  EVENT_SYNC_FAILED,
  EVENT_REMOVE,
  EVENT_REMOVE_SYNCED
} EventKind;

typedef struct {
  EventKind kind;
  guint inode;
  gsize at; /* or the size */
  GBytes *bytes;
  char *name;
  bool doomed; /* its sync failed: only luck brings it to the disk */
} Event;

struct Disk {
  GPtrArray *inodes;
  GHashTable *names; /* → number of the inode + 1 */
  Disk *base;        /* as it was when the recording began */
  GArray *events;    /* Event; NULL: not recorded */
  DiskCall failing;
  guint fails_at, failed; /* fails_at 0: nothing fails */
  guint made[DISK_N_CALLS];
  bool lasts;
};

typedef struct {
  sqlite3_file base;
  Disk *disk;
  guint inode;
} DiskFile;

static sqlite3_vfs memdisk;
static Disk *current;

/* ---- disks -------------------------------------------------------------------------------------------------------------------------- */

static void
inode_free (gpointer data)
{
  Inode *inode = data;

  g_byte_array_unref (inode->data);
  g_ptr_array_unref (inode->shm);
  g_free (inode);
}

static Inode *
inode_new (const GByteArray *from)
{
  Inode *inode = g_new0 (Inode, 1);

  inode->data = g_byte_array_new ();
  inode->shm = g_ptr_array_new_with_free_func (g_free);
  if (from)
    g_byte_array_append (inode->data, from->data, from->len);
  return inode;
}

static Inode *
inode_of (const Disk *disk, guint number)
{
  return g_ptr_array_index (disk->inodes, number);
}

static void
event_clear (gpointer data)
{
  Event *event = data;

  g_clear_pointer (&event->bytes, g_bytes_unref);
  g_free (event->name);
}

Disk *
disk_new (void)
{
  Disk *disk = g_new0 (Disk, 1);

  disk->inodes = g_ptr_array_new_with_free_func (inode_free);
  disk->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return disk;
}

void
disk_free (Disk *disk)
{
  if (!disk)
    return;
  g_ptr_array_unref (disk->inodes);
  g_hash_table_unref (disk->names);
  disk_free (disk->base);
  g_clear_pointer (&disk->events, g_array_unref);
  g_free (disk);
}

Disk *
disk_copy (const Disk *disk)
{
  Disk *copy = disk_new ();
  GHashTableIter at;
  gpointer name, number;

  for (guint i = 0; i < disk->inodes->len; i++)
    g_ptr_array_add (copy->inodes, inode_new (inode_of (disk, i)->data));
  g_hash_table_iter_init (&at, disk->names);
  while (g_hash_table_iter_next (&at, &name, &number))
    g_hash_table_insert (copy->names, g_strdup (name), number);
  return copy;
}

void
disk_use (Disk *disk)
{
  current = disk;
}

void
disk_record (Disk *disk)
{
  g_assert (!disk->events);
  disk->base = disk_copy (disk);
  disk->events = g_array_new (FALSE, FALSE, sizeof (Event));
  g_array_set_clear_func (disk->events, event_clear);
}

guint
disk_calls (const Disk *disk)
{
  return disk->events ? disk->events->len : 0;
}

static void
remember (Disk *disk, Event event)
{
  if (disk->events)
    g_array_append_val (disk->events, event);
  else
    event_clear (&event);
}

/* ---- faults ---------------------------------------------------------------------------------------------------------------------- */

const char *
disk_call_name (DiskCall call)
{
  static const char *names[DISK_N_CALLS] = { "read", "write", "short write", "full", "sync", "open", "remove" };

  return names[call];
}

void
disk_fail (Disk *disk, DiskCall call, guint nth, bool lasts)
{
  disk->failing = call;
  disk->fails_at = nth;
  disk->failed = 0;
  disk->lasts = lasts;
}

void
disk_heal (Disk *disk)
{
  disk->fails_at = 0;
}

guint
disk_failed (const Disk *disk)
{
  return disk->failed;
}

guint
disk_made (const Disk *disk, DiskCall call)
{
  return disk->made[call];
}

static bool
fails (Disk *disk, DiskCall call)
{
  disk->made[call]++;
  if (disk->failing != call || disk->fails_at == 0)
    return false;
  if (disk->fails_at > 1) {
    disk->fails_at--;
    return false;
  }
  disk->failed++;
  disk->fails_at = disk->lasts ? 1 : 0;
  return true;
}

/* ---- files ------------------------------------------------------------------------------------------------------------------------- */

static void
put (GByteArray *data, const guint8 *from, gsize n, gsize at)
{
  guint before = data->len;

  if (at + n > before) {
    g_byte_array_set_size (data, (guint) (at + n));
    memset (data->data + before, 0, at + n - before);
  }
  if (n)
    memcpy (data->data + at, from, n);
}

static DiskFile *
self_of (sqlite3_file *file)
{
  return (DiskFile *) file;
}

static Inode *
inode_at (sqlite3_file *file)
{
  return inode_of (self_of (file)->disk, self_of (file)->inode);
}

static int
file_close (sqlite3_file *file)
{
  g_ptr_array_set_size (inode_at (file)->shm, 0);
  return SQLITE_OK;
}

static int
file_read (sqlite3_file *file, void *to, int n, sqlite3_int64 at)
{
  GByteArray *data = inode_at (file)->data;
  gsize there = (gsize) at < data->len ? MIN ((gsize) n, data->len - (gsize) at) : 0;

  if (fails (self_of (file)->disk, DISK_READ))
    return SQLITE_IOERR_READ;
  if (there)
    memcpy (to, data->data + at, there);
  memset ((guint8 *) to + there, 0, (gsize) n - there);
  return there == (gsize) n ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

static int
file_write (sqlite3_file *file, const void *from, int n, sqlite3_int64 at)
{
  DiskFile *self = self_of (file);
  bool cut_short = fails (self->disk, DISK_SHORT_WRITE);

  if (fails (self->disk, DISK_WRITE))
    return SQLITE_IOERR_WRITE;
  if (fails (self->disk, DISK_FULL))
    return SQLITE_FULL;
  if (cut_short)
    n /= 2;
  put (inode_at (file)->data, from, (gsize) n, (gsize) at);
  remember (
      self->disk,
      (Event){ .kind = EVENT_WRITE, .inode = self->inode, .at = (gsize) at, .bytes = g_bytes_new (from, (gsize) n) });
  return cut_short ? SQLITE_IOERR_WRITE : SQLITE_OK;
}

static int
file_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  DiskFile *self = self_of (file);
  GByteArray *data = inode_at (file)->data;

  if (fails (self->disk, DISK_REMOVE))
    return SQLITE_IOERR_TRUNCATE;
  if ((gsize) size < data->len)
    g_byte_array_set_size (data, (guint) size);
  remember (self->disk, (Event){ .kind = EVENT_TRUNCATE, .inode = self->inode, .at = (gsize) size });
  return SQLITE_OK;
}

static int
file_sync (sqlite3_file *file, int flags)
{
  DiskFile *self = self_of (file);
  bool failed = fails (self->disk, DISK_SYNC);

  (void) flags;
  remember (self->disk, (Event){ .kind = failed ? EVENT_SYNC_FAILED : EVENT_SYNC, .inode = self->inode });
  return failed ? SQLITE_IOERR_FSYNC : SQLITE_OK;
}

static int
file_size (sqlite3_file *file, sqlite3_int64 *ret_size)
{
  *ret_size = inode_at (file)->data->len;
  return SQLITE_OK;
}

/* One connection a file: there is nobody to keep out. */
static int
file_lock (sqlite3_file *file, int level)
{
  (void) file;
  (void) level;
  return SQLITE_OK;
}

static int
file_check_lock (sqlite3_file *file, int *ret_locked)
{
  (void) file;
  *ret_locked = 0;
  return SQLITE_OK;
}

static int
file_control (sqlite3_file *file, int op, void *argument)
{
  (void) file;
  (void) op;
  (void) argument;
  return SQLITE_NOTFOUND;
}

static int
file_sector (sqlite3_file *file)
{
  (void) file;
  return 4096;
}

static int
file_device (sqlite3_file *file)
{
  (void) file;
  return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static int
file_shm_map (sqlite3_file *file, int region, int size, int extend, void volatile **ret_map)
{
  GPtrArray *shm = inode_at (file)->shm;

  g_assert (size == SHM_REGION);
  *ret_map = NULL;
  while (extend && shm->len <= (guint) region)
    g_ptr_array_add (shm, g_malloc0 (SHM_REGION));
  if ((guint) region < shm->len)
    *ret_map = g_ptr_array_index (shm, region);
  return SQLITE_OK;
}

static int
file_shm_lock (sqlite3_file *file, int offset, int n, int flags)
{
  (void) file;
  (void) offset;
  (void) n;
  (void) flags;
  return SQLITE_OK;
}

static void
file_shm_barrier (sqlite3_file *file)
{
  (void) file;
}

static int
file_shm_unmap (sqlite3_file *file, int delete)
{
  (void) delete;
  g_ptr_array_set_size (inode_at (file)->shm, 0);
  return SQLITE_OK;
}

static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = file_close,
  .xRead = file_read,
  .xWrite = file_write,
  .xTruncate = file_truncate,
  .xSync = file_sync,
  .xFileSize = file_size,
  .xLock = file_lock,
  .xUnlock = file_lock,
  .xCheckReservedLock = file_check_lock,
  .xFileControl = file_control,
  .xSectorSize = file_sector,
  .xDeviceCharacteristics = file_device,
  .xShmMap = file_shm_map,
  .xShmLock = file_shm_lock,
  .xShmBarrier = file_shm_barrier,
  .xShmUnmap = file_shm_unmap,
};

/* ---- names ------------------------------------------------------------------------------------------------------------------------- */

static guint
number_of (const Disk *disk, const char *name)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (disk->names, name));
}

static guint
make_inode (Disk *disk, const char *name)
{
  g_ptr_array_add (disk->inodes, inode_new (NULL));
  if (name)
    g_hash_table_insert (disk->names, g_strdup (name), GUINT_TO_POINTER (disk->inodes->len));
  remember (disk, (Event){ .kind = EVENT_NAME, .inode = disk->inodes->len - 1, .name = g_strdup (name) });
  return disk->inodes->len;
}

static int
memdisk_open (sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *ret_flags)
{
  DiskFile *self = self_of (file);
  guint number = name ? number_of (current, name) : 0;

  (void) vfs;
  *self = (DiskFile){ .disk = current };
  if (fails (current, DISK_OPEN) || (!number && !(flags & SQLITE_OPEN_CREATE)))
    return SQLITE_CANTOPEN;
  if (!number)
    number = make_inode (current, name);
  self->inode = number - 1;
  self->base.pMethods = &methods;
  if (ret_flags)
    *ret_flags = flags;
  return SQLITE_OK;
}

static int
memdisk_delete (sqlite3_vfs *vfs, const char *name, int sync)
{
  (void) vfs;
  if (fails (current, DISK_REMOVE))
    return SQLITE_IOERR_DELETE;
  if (!g_hash_table_remove (current->names, name))
    return SQLITE_IOERR_DELETE_NOENT;
  remember (current, (Event){ .kind = sync ? EVENT_REMOVE_SYNCED : EVENT_REMOVE, .name = g_strdup (name) });
  return SQLITE_OK;
}

static int
memdisk_access (sqlite3_vfs *vfs, const char *name, int flags, int *ret_there)
{
  (void) vfs;
  (void) flags;
  *ret_there = number_of (current, name) != 0;
  return SQLITE_OK;
}

static int
memdisk_full_name (sqlite3_vfs *vfs, const char *name, int room, char *full)
{
  (void) vfs;
  return g_strlcpy (full, name, (gsize) room) < (gsize) room ? SQLITE_OK : SQLITE_CANTOPEN;
}

void
memdisk_register (void)
{
  if (sqlite3_vfs_find (MEMDISK))
    return;
  memdisk = *sqlite3_vfs_find (NULL);
  memdisk.zName = MEMDISK;
  memdisk.szOsFile = (int) sizeof (DiskFile);
  memdisk.xOpen = memdisk_open;
  memdisk.xDelete = memdisk_delete;
  memdisk.xAccess = memdisk_access;
  memdisk.xFullPathname = memdisk_full_name;
  sqlite3_vfs_register (&memdisk, 0);
}

/* ---- replay -------------------------------------------------------------------------------------------------------------------------- */

struct Replay {
  const Disk *recorded;
  Disk *durable;
  guint calls;
  GArray *pending; /* numbers of writes and truncations that are not durable */
  GArray *names;   /* numbers of names made and removed that are not durable */
  bool any_doomed;
};

Replay *
replay_new (const Disk *recorded)
{
  Replay *replay = g_new0 (Replay, 1);

  replay->recorded = recorded;
  replay->durable = disk_copy (recorded->base);
  replay->pending = g_array_new (FALSE, FALSE, sizeof (guint));
  replay->names = g_array_new (FALSE, FALSE, sizeof (guint));
  return replay;
}

void
replay_free (Replay *replay)
{
  disk_free (replay->durable);
  g_array_unref (replay->pending);
  g_array_unref (replay->names);
  g_free (replay);
}

static Event *
event_at (const Replay *replay, guint i)
{
  return &g_array_index (replay->recorded->events, Event, i);
}

static void
change_name (Disk *disk, const Event *event)
{
  if (event->kind == EVENT_NAME && event->name)
    g_hash_table_insert (disk->names, g_strdup (event->name), GUINT_TO_POINTER (event->inode + 1));
  else if (event->kind != EVENT_NAME)
    g_hash_table_remove (disk->names, event->name);
}

static void
change_size (Disk *disk, const Event *event)
{
  GByteArray *data = inode_of (disk, event->inode)->data;

  if (event->at < data->len)
    g_byte_array_set_size (data, (guint) event->at);
}

static void
change_data (Disk *disk, const Event *event)
{
  gsize n;
  const guint8 *from = g_bytes_get_data (event->bytes, &n);

  put (inode_of (disk, event->inode)->data, from, n, event->at);
}

/* A sync takes the directory along, as the journals of file systems do. */
static void
names_are_durable (Replay *replay)
{
  for (guint i = 0; i < replay->names->len; i++)
    change_name (replay->durable, event_at (replay, g_array_index (replay->names, guint, i)));
  g_array_set_size (replay->names, 0);
}

static bool
overlap (const Event *a, const Event *b)
{
  return a->inode == b->inode && a->kind == EVENT_WRITE && b->kind == EVENT_WRITE
         && a->at < b->at + g_bytes_get_size (b->bytes) && b->at < a->at + g_bytes_get_size (a->bytes);
}

/* What was written over something doomed takes its place. */
static void
forget_below (Replay *replay, guint newer)
{
  for (guint i = replay->pending->len; i > 0; i--)
    if (g_array_index (replay->pending, guint, i - 1) != newer
        && event_at (replay, g_array_index (replay->pending, guint, i - 1))->doomed
        && overlap (event_at (replay, g_array_index (replay->pending, guint, i - 1)), event_at (replay, newer)))
      g_array_remove_index (replay->pending, i - 1);
}

static void
file_is_durable (Replay *replay, guint inode)
{
  g_autoptr (GArray) left = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < replay->pending->len; i++) {
    guint number = g_array_index (replay->pending, guint, i);
    const Event *event = event_at (replay, number);

    if (event->inode != inode || event->doomed) {
      g_array_append_val (left, number);
    } else if (event->kind == EVENT_TRUNCATE) {
      change_size (replay->durable, event);
    } else {
      change_data (replay->durable, event);
    }
  }
  g_array_set_size (replay->pending, 0);
  if (left->len)
    g_array_append_vals (replay->pending, left->data, left->len);
}

static void
doom (Replay *replay, guint inode)
{
  for (guint i = 0; i < replay->pending->len; i++) {
    Event *event = event_at (replay, g_array_index (replay->pending, guint, i));
    event->doomed |= event->inode == inode && event->kind == EVENT_WRITE;
  }
}

static void
play (Replay *replay, guint number)
{
  const Event *event = event_at (replay, number);

  switch (event->kind) {
  case EVENT_NAME:
    g_ptr_array_add (replay->durable->inodes, inode_new (NULL));
    g_array_append_val (replay->names, number);
    break;
  case EVENT_WRITE:
    g_array_append_val (replay->pending, number);
    if (replay->any_doomed)
      forget_below (replay, number);
    break;
  case EVENT_TRUNCATE:
    g_array_append_val (replay->pending, number);
    break;
  case EVENT_SYNC:
    file_is_durable (replay, event->inode);
    names_are_durable (replay);
    break;
  case EVENT_SYNC_FAILED:
    doom (replay, event->inode);
    replay->any_doomed = true;
    break;
  case EVENT_REMOVE:
    g_array_append_val (replay->names, number);
    break;
  case EVENT_REMOVE_SYNCED:
    g_array_append_val (replay->names, number);
    names_are_durable (replay);
    break;
  }
}

void
replay_to (Replay *replay, guint calls)
{
  g_assert (calls >= replay->calls && calls <= replay->recorded->events->len);
  while (replay->calls < calls)
    play (replay, replay->calls++);
}

static bool
survives (CutWay way, GRand *rand)
{
  switch (way) {
  case CUT_NONE:
    return false;
  case CUT_HALF:
    return g_rand_boolean (rand);
  case CUT_MOST:
    return g_rand_int_range (rand, 0, 10) > 0;
  case CUT_ALL:
  case CUT_N_WAYS:
    break;
  }
  return true;
}

/* The power went while the head was over this sector: its end is whatever the head wrote last. */
static void
put_torn (GByteArray *data, const guint8 *from, gsize n, gsize at, GRand *rand)
{
  g_autofree guint8 *junk = g_memdup2 (from, n);

  for (gsize i = (gsize) g_rand_int_range (rand, 0, (gint32) n); i < n; i++)
    junk[i] = (guint8) g_rand_int (rand);
  put (data, junk, n, at);
}

/* Sector by sector of the disk. */
static void
damage (GByteArray *data, const Event *event, CutWay way, GRand *rand)
{
  gsize n, done = 0;
  const guint8 *from = g_bytes_get_data (event->bytes, &n);

  while (done < n) {
    gsize piece = MIN (SECTOR - (event->at + done) % SECTOR, n - done);

    if (survives (way, rand))
      put (data, from + done, piece, event->at + done);
    else if (way != CUT_NONE && g_rand_int_range (rand, 0, 4) == 0)
      put_torn (data, from + done, piece, event->at + done, rand);
    done += piece;
  }
}

Disk *
replay_cut (const Replay *replay, CutWay way, GRand *rand)
{
  Disk *left = disk_copy (replay->durable);
  guint names =
      way == CUT_NONE || !replay->names->len ? 0 : (guint) g_rand_int_range (rand, 0, (gint32) replay->names->len + 1);

  if (way == CUT_ALL)
    names = replay->names->len;
  for (guint i = 0; i < names; i++)
    change_name (left, event_at (replay, g_array_index (replay->names, guint, i)));
  for (guint i = 0; i < replay->pending->len; i++) {
    const Event *event = event_at (replay, g_array_index (replay->pending, guint, i));

    if (event->kind == EVENT_WRITE)
      damage (inode_of (left, event->inode)->data, event, way, rand);
    else if (survives (way, rand))
      change_size (left, event);
  }
  return left;
}
