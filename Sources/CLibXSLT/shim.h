#ifndef STIGREADY_CLIBXSLT_SHIM_H
#define STIGREADY_CLIBXSLT_SHIM_H

// See CLibXML2/shim.h: the ICU headers must not be seen.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxslt/xslt.h>
#include <libxslt/xsltInternals.h>
#include <libxslt/transform.h>
#include <libxslt/security.h>
#include <libxslt/xsltutils.h>
#include <libexslt/exslt.h>

#endif
