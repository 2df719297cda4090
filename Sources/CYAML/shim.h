#ifndef STIGREADY_CYAML_SHIM_H
#define STIGREADY_CYAML_SHIM_H

#include <yaml.h>

#endif
