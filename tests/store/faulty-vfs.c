/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "faulty-vfs.h"
#include <sqlite3.h>
#include <stdbool.h>
#include <string.h>

typedef struct {
  sqlite3_file base;
  bool is_wal, is_main;
  sqlite3_file *real; /* lies behind */
} FaultyFile;

static sqlite3_vfs faulty;
static sqlite3_vfs *system_vfs;
static FoFault fault;
static int times_left, struck, wal_syncs;

static sqlite3_file *
real_of (sqlite3_file *file)
{
  return ((FaultyFile *) file)->real;
}

static bool
strikes (FoFault which)
{
  if (fault != which || times_left == 0)
    return false;
  times_left -= times_left > 0;
  struck++;
  return true;
}

static int
faulty_close (sqlite3_file *file)
{
  return real_of (file)->pMethods->xClose (real_of (file));
}

static int
faulty_read (sqlite3_file *file, void *to, int n, sqlite3_int64 at)
{
  return real_of (file)->pMethods->xRead (real_of (file), to, n, at);
}

static int
faulty_write (sqlite3_file *file, const void *from, int n, sqlite3_int64 at)
{
  const FaultyFile *self = (FaultyFile *) file;

  if (self->is_wal && strikes (FO_FAULT_WAL_WRITE))
    return SQLITE_IOERR_WRITE;
  if (self->is_wal && strikes (FO_FAULT_WAL_FULL))
    return SQLITE_FULL;
  if (self->is_main && strikes (FO_FAULT_MAIN_WRITE))
    return SQLITE_IOERR_WRITE;
  return real_of (file)->pMethods->xWrite (real_of (file), from, n, at);
}

static int
faulty_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  return real_of (file)->pMethods->xTruncate (real_of (file), size);
}

static int
faulty_sync (sqlite3_file *file, int flags)
{
  const FaultyFile *self = (FaultyFile *) file;

  wal_syncs += self->is_wal;
  if ((self->is_wal && strikes (FO_FAULT_WAL_SYNC)) || (self->is_main && strikes (FO_FAULT_MAIN_SYNC)))
    return SQLITE_IOERR_FSYNC;
  return real_of (file)->pMethods->xSync (real_of (file), flags);
}

static int
faulty_size (sqlite3_file *file, sqlite3_int64 *ret_size)
{
  return real_of (file)->pMethods->xFileSize (real_of (file), ret_size);
}

static int
faulty_lock (sqlite3_file *file, int level)
{
  return real_of (file)->pMethods->xLock (real_of (file), level);
}

static int
faulty_unlock (sqlite3_file *file, int level)
{
  return real_of (file)->pMethods->xUnlock (real_of (file), level);
}

static int
faulty_check_lock (sqlite3_file *file, int *ret_locked)
{
  return real_of (file)->pMethods->xCheckReservedLock (real_of (file), ret_locked);
}

static int
faulty_control (sqlite3_file *file, int op, void *argument)
{
  return real_of (file)->pMethods->xFileControl (real_of (file), op, argument);
}

static int
faulty_sector (sqlite3_file *file)
{
  return real_of (file)->pMethods->xSectorSize (real_of (file));
}

static int
faulty_device (sqlite3_file *file)
{
  return real_of (file)->pMethods->xDeviceCharacteristics (real_of (file));
}

static int
faulty_shm_map (sqlite3_file *file, int page, int size, int extend, void volatile **ret_map)
{
  return real_of (file)->pMethods->xShmMap (real_of (file), page, size, extend, ret_map);
}

static int
faulty_shm_lock (sqlite3_file *file, int offset, int n, int flags)
{
  return real_of (file)->pMethods->xShmLock (real_of (file), offset, n, flags);
}

static void
faulty_shm_barrier (sqlite3_file *file)
{
  real_of (file)->pMethods->xShmBarrier (real_of (file));
}

static int
faulty_shm_unmap (sqlite3_file *file, int delete)
{
  return real_of (file)->pMethods->xShmUnmap (real_of (file), delete);
}

static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = faulty_close,
  .xRead = faulty_read,
  .xWrite = faulty_write,
  .xTruncate = faulty_truncate,
  .xSync = faulty_sync,
  .xFileSize = faulty_size,
  .xLock = faulty_lock,
  .xUnlock = faulty_unlock,
  .xCheckReservedLock = faulty_check_lock,
  .xFileControl = faulty_control,
  .xSectorSize = faulty_sector,
  .xDeviceCharacteristics = faulty_device,
  .xShmMap = faulty_shm_map,
  .xShmLock = faulty_shm_lock,
  .xShmBarrier = faulty_shm_barrier,
  .xShmUnmap = faulty_shm_unmap,
};

static int
faulty_open (sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *ret_flags)
{
  FaultyFile *self = (FaultyFile *) file;
  int rc;

  (void) vfs;
  *self = (FaultyFile){ .is_wal = flags & SQLITE_OPEN_WAL,
                        .is_main = flags & SQLITE_OPEN_MAIN_DB,
                        .real = (sqlite3_file *) (self + 1) };
  rc = system_vfs->xOpen (system_vfs, name, self->real, flags, ret_flags);
  if (self->real->pMethods)
    self->base.pMethods = &methods;
  return rc;
}

void
fo_faulty_register (void)
{
  system_vfs = sqlite3_vfs_find (NULL);
  faulty = *system_vfs;
  faulty.zName = "faulty";
  faulty.szOsFile = (int) sizeof (FaultyFile) + system_vfs->szOsFile;
  faulty.xOpen = faulty_open;
  sqlite3_vfs_register (&faulty, 0);
}

void
fo_faulty_set (FoFault new_fault, int times)
{
  fault = new_fault;
  times_left = times;
  struck = 0;
}

int
fo_faulty_struck (void)
{
  return struck;
}

int
fo_faulty_wal_syncs (void)
{
  return wal_syncs;
}
