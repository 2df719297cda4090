#ifndef STIGREADY_CLIBXSLT_SHIM_H
#define STIGREADY_CLIBXSLT_SHIM_H

// See CLibXML2/shim.h: the ICU headers must not be seen.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <stdarg.h>
#include <stdio.h>

#include <libxml/uri.h>
#include <libxslt/xslt.h>
#include <libxslt/documents.h>
#include <libxslt/imports.h>
#include <libxslt/xsltInternals.h>
#include <libxslt/transform.h>
#include <libxslt/security.h>
#include <libxslt/variables.h>
#include <libxslt/xsltutils.h>
#include <libexslt/exslt.h>

// libxslt says what is wrong through variadic callbacks, which Swift cannot write: they are formatted here and passed on as text.
struct stigready_xslt_sink {
    void *data;
    void (*text)(void *data, const char *text);
};

static void stigready_xslt_print(void *context, const char *format, ...) {
    const struct stigready_xslt_sink *sink = (const struct stigready_xslt_sink *)context;
    char line[2048];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    if (sink != NULL) sink->text(sink->data, line);
}

// While a stylesheet is read libxslt knows one handler for the whole process; the caller holds a lock.
static inline void stigready_xslt_compile_messages(struct stigready_xslt_sink *sink) {
    xsltSetGenericErrorFunc(sink, sink == NULL ? NULL : stigready_xslt_print);
}

static inline void stigready_xslt_transform_messages(xsltTransformContextPtr context, struct stigready_xslt_sink *sink) {
    xsltSetTransformErrorFunc(context, sink, stigready_xslt_print);
}

#endif
