/* Windows' own ICU, which Wine 8 lacks and Qt 6.10 and later links for rare encodings.

   No converter can be opened here, as on a system whose ICU holds none; Nineveh decodes by itself. */
#include <stddef.h>
#include <stdint.h>

#define OUT __declspec(dllexport)
enum { FILE_ACCESS_ERROR = 4 };
typedef void Converter;

OUT Converter *ucnv_open(const char *name, int *error) { *error = FILE_ACCESS_ERROR; return NULL; }
OUT void ucnv_close(Converter *one) {}
OUT void ucnv_reset(Converter *one) {}
OUT int8_t ucnv_getMaxCharSize(const Converter *one) { return 1; }
OUT const char *ucnv_getName(const Converter *one, int *error) { *error = FILE_ACCESS_ERROR; return NULL; }
OUT int32_t ucnv_countAvailable(void) { return 0; }
OUT const char *ucnv_getAvailableName(int32_t n) { return NULL; }
OUT const char *ucnv_getStandardName(const char *name, const char *standard, int *error)
{
    *error = FILE_ACCESS_ERROR;
    return NULL;
}
OUT int32_t ucnv_toUCountPending(const Converter *one, int *error) { return 0; }
OUT int32_t ucnv_fromUCountPending(const Converter *one, int *error) { return 0; }
OUT void ucnv_toUnicode(Converter *one, void **target, const void *end, const char **source,
                        const char *source_end, int32_t *offsets, int8_t flush, int *error)
{
    *error = FILE_ACCESS_ERROR;
}
OUT void ucnv_fromUnicode(Converter *one, char **target, const char *end, const void **source,
                          const void *source_end, int32_t *offsets, int8_t flush, int *error)
{
    *error = FILE_ACCESS_ERROR;
}

/* What Qt sets on a converter it has opened; with none opened they are never called. */
OUT void UCNV_FROM_U_CALLBACK_SUBSTITUTE(void) {}
OUT void UCNV_TO_U_CALLBACK_SUBSTITUTE(void) {}
OUT void ucnv_getToUCallBack(void) {}
OUT void ucnv_getFromUCallBack(void) {}
OUT void ucnv_setToUCallBack(void) {}
OUT void ucnv_setFromUCallBack(void) {}
OUT void ucnv_cbToUWriteUChars(void) {}
OUT void ucnv_cbFromUWriteUChars(void) {}
