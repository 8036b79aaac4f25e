/* The forward passes written by hand: W stored [in][out], the outputs held in registers through the whole loop. */
#include <string.h>
#include <math.h>
#include "weights.h"
#include "forward.h"
#ifndef VL
#define VL 8
#endif
typedef float vf __attribute__((vector_size(VL*4)));
typedef float vfu __attribute__((vector_size(VL*4),aligned(4)));
typedef float v4 __attribute__((vector_size(16)));
typedef int v4i __attribute__((vector_size(16)));
#define AI static inline __attribute__((always_inline))
/* nv vectors of outputs kept in registers through the whole input loop */
#define LAYER(NV) AI void layer##NV(const float*wT,int ld,const float*b,const float*x,float*y,int in,int relu){\
 vf a[NV];_Pragma("GCC unroll 32")for(int k=0;k<NV;k++)a[k]=*(const vfu*)(b+k*VL);\
 _Pragma("GCC unroll 2")for(int i=0;i<in;i++){float s=x[i];_Pragma("GCC unroll 32")for(int k=0;k<NV;k++)a[k]+=*(const vfu*)(wT+i*ld+k*VL)*s;}\
 _Pragma("GCC unroll 32")for(int k=0;k<NV;k++){if(relu)a[k]=a[k]>0?a[k]:(vf){0};*(vfu*)(y+k*VL)=a[k];}}
LAYER(4) LAYER(8) LAYER(16)
AI v4 exp4(v4 x){ /* 2^n * poly, ~1e-7 rel */
 x=x*1.44269504f; v4 m=x+12582912.f; v4 n=m-12582912.f; v4 f=x-n;
 v4 p=1.5403530e-4f+f*0;p=p*f+1.3333558e-3f;p=p*f+9.6181291e-3f;p=p*f+5.5504109e-2f;p=p*f+2.4022651e-1f;p=p*f+6.9314718e-1f;p=p*f+1.0f;
 v4i e=__builtin_convertvector(n,v4i); return (v4)((v4i)p+(e<<23)); }
static float tw1[8*4] __attribute__((aligned(64))), tb1[4] __attribute__((aligned(64)));
static float mw2[64*16] __attribute__((aligned(64))), mb2[16] __attribute__((aligned(64)));
typedef float v8 __attribute__((vector_size(32)));
__attribute__((noinline)) void forward_tiny(const float*x,float*y){
 v8 h=*(const v8*)tiny_b0; const v8*w=(const v8*)tiny_w0T; h+=w[0]*x[0];h+=w[1]*x[1];h+=w[2]*x[2];h+=w[3]*x[3]; h=h>0?h:(v8){0};
 const v4*u=(const v4*)tw1; v4 z0=*(const v4*)tb1+u[0]*h[0],z1=u[1]*h[1]; z0+=u[2]*h[2];z1+=u[3]*h[3];z0+=u[4]*h[4];z1+=u[5]*h[5];z0+=u[6]*h[6];z1+=u[7]*h[7]; v4 z=z0+z1;
 float m=z[0]>z[1]?z[0]:z[1]; m=m>z[2]?m:z[2]; v4 e=exp4(z-m); e=e*(1.f/(e[0]+e[1]+e[2])); y[0]=e[0];y[1]=e[1];y[2]=e[2]; }
__attribute__((noinline)) void forward_small(const float*x,float*y){
 float h[64] __attribute__((aligned(64))),g[64] __attribute__((aligned(64)));
#if VL==16
 layer4(small_w0T,64,small_b0,x,h,13,1);layer4(small_w1T,64,small_b1,h,g,64,1);
#else
 layer8(small_w0T,64,small_b0,x,h,13,1);layer8(small_w1T,64,small_b1,h,g,64,1);
#endif
 vf a={0},c={0};
#pragma GCC unroll 16
 for(int k=0;k<64;k+=2*VL){a+=*(vf*)(g+k)**(const vf*)(small_w2+k);c+=*(vf*)(g+k+VL)**(const vf*)(small_w2+k+VL);}
 a+=c;float s=small_b2[0];
#pragma GCC unroll 16
 for(int k=0;k<VL;k++)s+=a[k];y[0]=s;}
__attribute__((noinline)) void forward_medium(const float*x,float*y){
 float h[128] __attribute__((aligned(64))),g[64] __attribute__((aligned(64)));
#if VL==16
 layer8(medium_w0T,128,medium_b0,x,h,784,1);layer4(medium_w1T,64,medium_b1,h,g,128,1);
#else
 layer16(medium_w0T,128,medium_b0,x,h,784,1);layer8(medium_w1T,64,medium_b1,h,g,128,1);
#endif
 v8 a=*(v8*)mb2,b=*(v8*)(mb2+8),a2={0},b2={0};
 for(int i=0;i<64;i+=2){a+=*(v8*)(mw2+i*16)*g[i];b+=*(v8*)(mw2+i*16+8)*g[i];a2+=*(v8*)(mw2+i*16+16)*g[i+1];b2+=*(v8*)(mw2+i*16+24)*g[i+1];}
 a+=a2;b+=b2; float z[16] __attribute__((aligned(64)));*(v8*)z=a;*(v8*)(z+8)=b;
 float m=z[0];for(int i=1;i<10;i++)m=z[i]>m?z[i]:m; for(int i=10;i<12;i++)z[i]=-80+m;
 v4 e0=exp4(*(v4*)z-m),e1=exp4(*(v4*)(z+4)-m),e2=exp4(*(v4*)(z+8)-m);v4 s=e0+e1+e2;float r=1.f/(s[0]+s[1]+s[2]+s[3]);
 float o[12] __attribute__((aligned(16)));*(v4*)o=e0*r;*(v4*)(o+4)=e1*r;*(v4*)(o+8)=e2*r;memcpy(y,o,40);}
void forward_init(void){
 for(int i=0;i<8;i++)for(int o=0;o<3;o++)tw1[i*4+o]=tiny_w1T[i*3+o];memcpy(tb1,tiny_b1,12);
 for(int i=0;i<64;i++)for(int o=0;o<10;o++)mw2[i*16+o]=medium_w2T[i*10+o];memcpy(mb2,medium_b2,40);}
