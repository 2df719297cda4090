#ifndef STIGREADY_CCRYPTO_SHIM_H
#define STIGREADY_CCRYPTO_SHIM_H

#include <openssl/evp.h>

#endif
