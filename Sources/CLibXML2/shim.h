#ifndef STIGREADY_CLIBXML2_SHIM_H
#define STIGREADY_CLIBXML2_SHIM_H

// Debian's libxml2 pulls in ICU headers that clash with those of Foundation in any module that sees both.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlschemas.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

// `xmlFree` is a mutable global, which Swift 6 does not let through.
static inline void stigready_xml_free(void *pointer) { xmlFree(pointer); }

#endif
