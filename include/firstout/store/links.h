/* SPDX-License-Identifier: GPL-3.0-or-later
 * Connections to sales systems as the store keeps them, what ours is called over there, and the lease of the gateway. See
 * rows.h. */
#pragma once

#include "firstout/store/rows.h"

#define FO_LINK_NAME_MAX 32

typedef enum {
  FO_LINK_ROLE_MAIN,   /* says what orders there are; its ids are ours as they are. One at most */
  FO_LINK_ROLE_SOURCE, /* says more; its ids begin with its name and a colon */
  FO_LINK_ROLE_SINK    /* is told, and says nothing */
} FoLinkRole;
const char *fo_link_role_name (FoLinkRole role);
bool fo_link_role_parse (const char *name, FoLinkRole *ret);

typedef struct {
  FoId id;
  char *name, *kind, *address;
  char *config, *caps; /* JSON objects */
  char *secret;        /* its name; "" none */
  FoLinkRole role;
  bool enabled;
  bool latched;        /* the password was refused; WHY says how */
  gint64 failures;     /* rounds in a row without any answer */
  gint64 until_us;     /* left alone until then */
  char *why;           /* what last went wrong, "" */
  gint64 contact_us;   /* last heard in full, or told; 0 never */
} FoSalesLink;
void fo_sales_link_clear (FoSalesLink *link);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoSalesLink, fo_sales_link_clear)

/* The main one first, then in the order they were made; FoSalesLink with fo_sales_link_clear as the array's clear function. */
bool fo_links (FoTxn *txn, GArray *links, GError **error);
FoFound fo_link_by_name (FoTxn *txn, const char *name, FoSalesLink *ret, GError **error);
/* Makes it; id, enabled and what follows are not looked at. */
void fo_link_insert (FoTxn *txn, FoId id, const FoSalesLink *link);
/* Kind, address, config, secret and role become those of LINK. */
void fo_link_set_up (FoTxn *txn, const FoSalesLink *link);
/* What it has not been told is kept while it is off, and told when it is on again. */
void fo_link_enable (FoTxn *txn, FoId id, bool enabled);
/* With what it was told; messages that only it still owed an answer for are settled. */
void fo_link_delete (FoTxn *txn, FoId id);
void fo_link_latch (FoTxn *txn, FoId id, const char *why);
/* A person has acted: neither latched nor left alone any more. */
void fo_link_unlatch (FoTxn *txn, FoId id);
void fo_link_failed (FoTxn *txn, FoId id, gint64 failures, gint64 until_us, const char *why);
void fo_link_contact (FoTxn *txn, FoId id, gint64 contact_us);
void fo_link_set_caps (FoTxn *txn, FoId id, const char *caps);

/* What ours (KIND "shipment", "lot" …, OURS our name for ever) is called there, and back; *ret is NULL when not known, to be
 * freed with g_free. */
bool fo_link_ref (FoTxn *txn, FoId link, const char *kind, const char *ours, char **ret_remote, GError **error);
bool fo_link_ref_of_remote (FoTxn *txn, FoId link, const char *kind, const char *remote, char **ret_ours, GError **error);
void fo_link_ref_set (FoTxn *txn, FoId link, const char *kind, const char *ours, const char *remote);

/* The gateways' lease: one of several writes. Takes it for HOLDER until UNTIL_US when it is free, HOLDER's own, run out, or
 * BROKEN's (a holder that is known to be dead; NULL none). *ret_holder is whose it is now, to be freed with g_free; *ret_epoch
 * is that holder's, and greater than that of everybody before. */
bool fo_gateway_lease_take (FoTxn *txn, const char *holder, const char *broken, gint64 until_us, char **ret_holder,
                            gint64 *ret_epoch, GError **error);
/* Every write of a gateway begins with this: false and FO_STORE_ERROR_FENCED when somebody has taken over since EPOCH. Until the
 * transaction's end nobody can. */
bool fo_gateway_lease_check (FoTxn *txn, gint64 epoch, GError **error);
