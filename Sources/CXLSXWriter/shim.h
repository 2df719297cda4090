#ifndef STIGREADY_CXLSXWRITER_SHIM_H
#define STIGREADY_CXLSXWRITER_SHIM_H

#include <xlsxwriter.h>

#endif
