/* SPDX-License-Identifier: GPL-3.0-or-later
 * Linked into every module, so that asserts can never be compiled out of any of them: they are part of the program. */
#ifdef NDEBUG
#error "Firstout keeps its asserts: build without NDEBUG"
#endif

typedef int FoModuleIsNotEmpty;
