-- SPDX-License-Identifier: GPL-3.0-or-later
-- Every station counts its requests for itself: two that both say "1" mean two things.
DROP INDEX operation_request;
CREATE UNIQUE INDEX operation_request ON operation (request, station) WHERE request IS NOT NULL;
