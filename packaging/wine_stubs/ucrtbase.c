/* The complex functions of C99, which Wine 8's ucrtbase.dll lacks and numpy asks for.

   They go into a ucrtbase.dll of the Wine prefix whose other exports lead on to Wine's own. A complex number is
   handed over as Microsoft's compiler does it: as a struct, so a pair of floats comes in one register. */
#include <complex.h>

typedef struct { double re, im; } Double;
typedef struct { float re, im; } Float;

static double complex from_double(Double z) { return __builtin_complex(z.re, z.im); }
static float complex from_float(Float z) { return __builtin_complex(z.re, z.im); }
static Double to_double(double complex z) { Double made = {creal(z), cimag(z)}; return made; }
static Float to_float(float complex z) { Float made = {crealf(z), cimagf(z)}; return made; }

#define REAL(name) \
    double nineveh_##name(Double z) { return name(from_double(z)); } \
    float nineveh_##name##f(Float z) { return name##f(from_float(z)); }
#define COMPLEX(name) \
    Double nineveh_##name(Double z) { return to_double(name(from_double(z))); } \
    Float nineveh_##name##f(Float z) { return to_float(name##f(from_float(z))); }
#define OF_TWO(name) \
    Double nineveh_##name(Double z, Double w) { return to_double(name(from_double(z), from_double(w))); } \
    Float nineveh_##name##f(Float z, Float w) { return to_float(name##f(from_float(z), from_float(w))); }

REAL(cabs) REAL(carg) REAL(cimag) REAL(creal)
COMPLEX(ccos) COMPLEX(ccosh) COMPLEX(cexp) COMPLEX(clog) COMPLEX(csin) COMPLEX(csinh)
COMPLEX(csqrt) COMPLEX(ctan) COMPLEX(ctanh)
OF_TWO(cpow)
