/* SPDX-License-Identifier: GPL-3.0-or-later
 * SQLite's WAL needs memory shared by all who open the file, and locks that hold. Over a network there is neither. */
#include "db-sqlite-file.h"
#include <errno.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>

static struct {
  long f_type;
  const char *kind;
} pretended;

void
fo_fs_pretend (long f_type, const char *kind)
{
  pretended.f_type = f_type;
  pretended.kind = kind;
}

/* Of linux/magic.h and the sources of the file systems; what is not here is local. */
static const long remote_types[] = {
  0x6969,     /* nfs */
  0x517b,     /* smb */
  0xff534d42, /* cifs */
  0xfe534d42, /* smb2, smb3 */
  0x01021997, /* 9p */
  0x5346414f, /* afs */
  0x6b414653, /* kafs */
  0x73757245, /* coda */
  0x564c,     /* ncp */
  0x00c36400, /* ceph */
  0x0bd00bd0, /* lustre */
  0x01161970, /* gfs2 */
  0x7461636f, /* ocfs2 */
  0x47504653, /* gpfs */
  0xaad7aaea, /* panfs */
  0x19830326, /* fhgfs, beegfs */
  0x786f4256, /* vboxsf */
  0xbacbacbc  /* vmhgfs */
};

#define FUSE_TYPE 0x65735546

/* FUSE carries disks of this machine too. Of those we know that a file is a file of this machine. */
static const char *local_fuses[] = { "fuseblk",        "fuse.fuse-overlayfs", "fuse.mergerfs",
                                     "fuse.gocryptfs", "fuse.encfs",          "fuse.bindfs",
                                     "fuse.ntfs-3g",   "fuse.lxcfs",          NULL };

bool
fo_fs_is_local (long f_type, const char *kind)
{
  if (f_type == FUSE_TYPE)
    return kind && g_strv_contains (local_fuses, kind);
  for (gsize i = 0; i < G_N_ELEMENTS (remote_types); i++)
    if ((f_type & 0xffffffffL) == remote_types[i])
      return false;
  return true;
}

/* The kind of the mount that FOLDER's device is, from /proc/self/mountinfo: "36 35 0:32 / /mnt rw shared:1 -
 * fuse.sshfs …". */
static char *
mount_kind (const char *folder)
{
  g_autofree char *mounts = NULL, *device = NULL;
  g_auto (GStrv) lines = NULL;
  struct stat st;

  if (stat (folder, &st) != 0 || !g_file_get_contents ("/proc/self/mountinfo", &mounts, NULL, NULL))
    return NULL;
  device = g_strdup_printf (" %u:%u ", major (st.st_dev), minor (st.st_dev));
  lines = g_strsplit (mounts, "\n", -1);
  for (char **line = lines; *line; line++) {
    const char *dash = strstr (*line, " - ");

    if (dash && strstr (*line, device) && strstr (*line, device) < dash)
      return g_strndup (dash + 3, strcspn (dash + 3, " "));
  }
  return NULL;
}

bool
fo_fs_check (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path), *kind = NULL;
  long f_type = pretended.f_type;
  struct statfs st;

  if (f_type) {
    kind = g_strdup (pretended.kind);
  } else if (statfs (folder, &st) == 0) {
    f_type = (long) st.f_type;
    kind = mount_kind (folder);
  }
  if (fo_fs_is_local (f_type, kind))
    return true;
  g_set_error (
      error, FO_STORE_ERROR, FO_STORE_ERROR_NETWORK_FS,
      "%s lies on a network file system (%s). An SQLite warehouse must lie on a disk of this computer; several "
      "computers share one warehouse through PostgreSQL.",
      path, kind ? kind : "unknown");
  return false;
}
