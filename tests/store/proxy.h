/* SPDX-License-Identifier: GPL-3.0-or-later
 * A wire between a client and a PostgreSQL server that can be cut exactly where it hurts. It listens in a folder of
 * its own, as a server would. */
#pragma once

#include <glib.h>

typedef enum {
  FO_PROXY_PASS,
  FO_PROXY_REFUSE,     /* nobody gets through */
  FO_PROXY_HOLD,       /* the line is up and nothing comes through, either way, until the mode is another: a server that hangs */
  FO_PROXY_CUT_BEFORE, /* the words arrive nowhere, the line is dead */
  FO_PROXY_CUT_AFTER,  /* the server did it and answered; the answer is lost */
  FO_PROXY_CUT_CLIENT  /* the server has the words and believes the line is good; the client does not */
} FoProxyMode;

typedef struct FoProxy FoProxy;

FoProxy *fo_proxy_new (const char *server_folder);
void fo_proxy_free (FoProxy *proxy);

/* The folder to give as host. */
const char *fo_proxy_folder (const FoProxy *proxy);

/* When the client next says WORDS, a whole statement, do MODE, once; THEN is how the wire is afterwards. */
void fo_proxy_when (FoProxy *proxy, const char *words, FoProxyMode mode, FoProxyMode then);
/* ... but lets the words through so many times first. */
void fo_proxy_skip (FoProxy *proxy, int times);
void fo_proxy_set (FoProxy *proxy, FoProxyMode mode);

/* How often it was cut. */
int fo_proxy_cuts (FoProxy *proxy);
