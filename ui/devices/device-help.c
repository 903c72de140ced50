/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "device-help.h"

#include "common/speech.h"

#define IN_FORCE "sudo udevadm control --reload && sudo udevadm trigger"
#define OWN_RULES "/etc/udev/rules.d/70-scanner.rules" /* before 73-seat-late.rules, or the tag comes too late */

char *
fo_device_help_say (FoDeviceHelp help_is, const char *help)
{
  g_autofree char *id = g_strdup_printf ("page.help.%s", fo_device_help_name (help_is));
  g_auto (FoArgs) args = { 0 };

  if (help_is == FO_HELP_NONE)
    return g_strdup ("");
  fo_args_set_text (&args, "text", help);
  return fo_say (id, &args);
}

/* Where the package has installed them they only have to be read; who runs the program from its folder copies them. */
static char *
paste_rules (const char *path)
{
  g_autofree char *quoted = path && g_file_test (path, G_FILE_TEST_EXISTS) ? g_shell_quote (path) : NULL;

  if (!quoted)
    return g_strdup (IN_FORCE);
  return g_strdup_printf ("sudo install -m 644 %s /etc/udev/rules.d/ && " IN_FORCE, quoted);
}

static char *
paste_rule (const char *rule)
{
  g_autofree char *quoted = g_shell_quote (rule);

  return g_strdup_printf ("echo %s | sudo tee -a " OWN_RULES " && " IN_FORCE, quoted);
}

char *
fo_device_help_paste (FoDeviceHelp help_is, const char *help, const char *rules_path)
{
  switch (help_is) {
  case FO_HELP_RULE_SHIPPED:
  case FO_HELP_PORT_BUSY:
    return paste_rules (rules_path);
  case FO_HELP_RULE:
  case FO_HELP_RULE_PORT:
    return paste_rule (help);
  case FO_HELP_DIALOUT:
    return g_strdup_printf ("sudo usermod -aG dialout %s", g_get_user_name ());
  case FO_HELP_NONE:
  case FO_HELP_DESCRIPTOR:
  case FO_HELP_NO_PROFILE:
  case FO_HELP_NO_DRIVER:
  case FO_HELP_SILENT:
  case FO_HELP_SYSTEM:
  case FO_HELP_FILE:
  case FO_N_DEVICE_HELPS:
    break;
  }
  return NULL;
}
