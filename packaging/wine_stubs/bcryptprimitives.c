/* Windows' random bytes, which Wine 8 has under an older name only; PDFium and Rust ask for them here. */
#include <windows.h>

BOOLEAN WINAPI SystemFunction036(void *, ULONG);

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T count)
{
    while (count > 0) {
        ULONG piece = count > 65536 ? 65536 : (ULONG)count;
        if (!SystemFunction036(bytes, piece)) return FALSE;
        bytes += piece;
        count -= piece;
    }
    return TRUE;
}
