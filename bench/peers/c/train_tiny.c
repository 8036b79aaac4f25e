/* One training step of tiny (4-8-3, softmax and cross-entropy, SGD, batch 32) with AVX2 intrinsics. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <math.h>
#include <immintrin.h>
#include "train.h"
#define NI __attribute__((noinline))
#define AI static inline __attribute__((always_inline))
#define AL __attribute__((aligned(64)))
enum{B=32};typedef __m256 v;
typedef struct{float W0[4][8],b0[8],W1[3][8],b1[8];}P; /* W0 [in][out], W1 [out][in] */
static P p AL;static float tX[B][4] AL;static int tY[B] AL;
AI v fma8(v a,v b,v c){return _mm256_fmadd_ps(a,b,c);} AI v bc(float s){return _mm256_set1_ps(s);}
AI v ex(v x){x=_mm256_max_ps(_mm256_mul_ps(x,bc(1.44269504f)),bc(-126.f));v n=_mm256_round_ps(x,8);v f=_mm256_sub_ps(x,n);v q=bc(1.5403530e-4f);q=fma8(q,f,bc(1.3333558e-3f));q=fma8(q,f,bc(9.6181291e-3f));q=fma8(q,f,bc(5.5504109e-2f));q=fma8(q,f,bc(2.4022651e-1f));q=fma8(q,f,bc(6.9314718e-1f));q=fma8(q,f,bc(1.f));
 return _mm256_castsi256_ps(_mm256_add_epi32(_mm256_castps_si256(q),_mm256_slli_epi32(_mm256_cvtps_epi32(n),23)));}
AI void tr8(const v*r,v*o){v t[8],u[8];
 for(int i=0;i<8;i+=2){t[i]=_mm256_unpacklo_ps(r[i],r[i+1]);t[i+1]=_mm256_unpackhi_ps(r[i],r[i+1]);}
 for(int h=0;h<8;h+=4)for(int q=0;q<2;q++){u[h+2*q]=_mm256_shuffle_ps(t[h+q],t[h+q+2],0x44);u[h+2*q+1]=_mm256_shuffle_ps(t[h+q],t[h+q+2],0xEE);}
 for(int q=0;q<4;q++){o[q]=_mm256_permute2f128_ps(u[q],u[q+4],0x20);o[q+4]=_mm256_permute2f128_ps(u[q],u[q+4],0x31);}}
NI void tiny_vector_step(void*u){
 v w0=*(v*)p.W0[0],w1=*(v*)p.W0[1],w2=*(v*)p.W0[2],w3=*(v*)p.W0[3],b0=*(v*)p.b0,z0=_mm256_setzero_ps();
 v u0=*(v*)p.W1[0],u1=*(v*)p.W1[1],u2=*(v*)p.W1[2];
 v g0=z0,g1=z0,g2=z0,g3=z0,gb=z0,k0=z0,k1=z0,k2=z0,s0=z0,s1=z0,s2=z0;
 v Hh[4][8],Zz[4][3];
 for(int c=0;c<B;c+=8){
  v*h=Hh[c/8],t[8];
  _Pragma("GCC unroll 8")for(int r=0;r<8;r++){const float*x=tX[c+r];v a=fma8(bc(x[0]),w0,b0);a=fma8(bc(x[1]),w1,a);v d=_mm256_mul_ps(bc(x[2]),w2);d=fma8(bc(x[3]),w3,d);h[r]=_mm256_max_ps(_mm256_add_ps(a,d),z0);}
  tr8(h,t);
  v a=bc(p.b1[0]),b=bc(p.b1[1]),d=bc(p.b1[2]);
  _Pragma("GCC unroll 8")for(int j=0;j<8;j++){a=fma8(bc(p.W1[0][j]),t[j],a);b=fma8(bc(p.W1[1][j]),t[j],b);d=fma8(bc(p.W1[2][j]),t[j],d);}
  Zz[c/8][0]=a;Zz[c/8][1]=b;Zz[c/8][2]=d;}
 float Dz[4][3][8] AL;
 _Pragma("GCC unroll 4")for(int c=0;c<B;c+=8){v a=Zz[c/8][0],b=Zz[c/8][1],d=Zz[c/8][2];
  v m=_mm256_max_ps(_mm256_max_ps(a,b),d);a=ex(_mm256_sub_ps(a,m));b=ex(_mm256_sub_ps(b,m));d=ex(_mm256_sub_ps(d,m));
  v r=_mm256_div_ps(bc(1.f/B),_mm256_add_ps(_mm256_add_ps(a,b),d));__m256i y=_mm256_load_si256((__m256i*)(tY+c));v iv=bc(1.f/B);
  #define OH(k) _mm256_and_ps(iv,_mm256_castsi256_ps(_mm256_cmpeq_epi32(y,_mm256_set1_epi32(k))))
  a=_mm256_sub_ps(_mm256_mul_ps(a,r),OH(0));b=_mm256_sub_ps(_mm256_mul_ps(b,r),OH(1));d=_mm256_sub_ps(_mm256_mul_ps(d,r),OH(2));
  s0+=a;s1+=b;s2+=d;*(v*)Dz[c/8][0]=a;*(v*)Dz[c/8][1]=b;*(v*)Dz[c/8][2]=d;}
 for(int c=0;c<B;c+=8){v*h=Hh[c/8];const float*da=Dz[c/8][0],*db=Dz[c/8][1],*dd=Dz[c/8][2];
  _Pragma("GCC unroll 8")for(int q=0;q<8;q++){const float*x=tX[c+q];v A=bc(da[q]),Bv=bc(db[q]),D=bc(dd[q]);v e=fma8(D,u2,fma8(Bv,u1,_mm256_mul_ps(A,u0)));
   e=_mm256_and_ps(e,_mm256_cmp_ps(h[q],z0,14));gb=_mm256_add_ps(gb,e);g0=fma8(bc(x[0]),e,g0);g1=fma8(bc(x[1]),e,g1);g2=fma8(bc(x[2]),e,g2);g3=fma8(bc(x[3]),e,g3);k0=fma8(A,h[q],k0);k1=fma8(Bv,h[q],k1);k2=fma8(D,h[q],k2);}
 }
 v lr=bc(-0.01f);
 *(v*)p.W0[0]=fma8(lr,g0,w0);*(v*)p.W0[1]=fma8(lr,g1,w1);*(v*)p.W0[2]=fma8(lr,g2,w2);*(v*)p.W0[3]=fma8(lr,g3,w3);*(v*)p.b0=fma8(lr,gb,b0);*(v*)p.W1[0]=fma8(lr,k0,u0);*(v*)p.W1[1]=fma8(lr,k1,u1);*(v*)p.W1[2]=fma8(lr,k2,u2);
 #define HS(s) ({float q=0;for(int i=0;i<8;i++)q+=s[i];q;})
 p.b1[0]-=0.01f*HS(s0);p.b1[1]-=0.01f*HS(s1);p.b1[2]-=0.01f*HS(s2);
}
static float rnd(void){return rand()/(float)RAND_MAX-.5f;}
static void init(void){srand(1);for(int i=0;i<4;i++)for(int j=0;j<8;j++)p.W0[i][j]=rnd();for(int j=0;j<8;j++){p.b0[j]=rnd();for(int k=0;k<3;k++)p.W1[k][j]=rnd();}for(int k=0;k<3;k++)p.b1[k]=rnd();for(int b=0;b<B;b++){tY[b]=rand()%3;for(int i=0;i<4;i++)tX[b][i]=rnd()*2;}}
int tiny_vector_check(void){init();P q=p;double g0[4][8]={{0}},gb0[8]={0},g1[3][8]={{0}},gb1[3]={0};
 for(int b=0;b<B;b++){double h[8],z[3],s=0;for(int j=0;j<8;j++){h[j]=q.b0[j];for(int i=0;i<4;i++)h[j]+=tX[b][i]*(double)q.W0[i][j];if(h[j]<0)h[j]=0;}for(int k=0;k<3;k++){z[k]=q.b1[k];for(int j=0;j<8;j++)z[k]+=h[j]*q.W1[k][j];z[k]=exp(z[k]);s+=z[k];}for(int k=0;k<3;k++)z[k]=(z[k]/s-(tY[b]==k))/B;
  for(int k=0;k<3;k++){gb1[k]+=z[k];for(int j=0;j<8;j++)g1[k][j]+=h[j]*z[k];}for(int j=0;j<8;j++){double d=0;for(int k=0;k<3;k++)d+=q.W1[k][j]*z[k];if(h[j]<=0)d=0;gb0[j]+=d;for(int i=0;i<4;i++)g0[i][j]+=tX[b][i]*d;}}
 tiny_vector_step(0);double e=0,t;
 #define E(x) t=fabs(x);if(!(t<=e))e=t;
 for(int j=0;j<8;j++){for(int i=0;i<4;i++){E((q.W0[i][j]-p.W0[i][j])/.01-g0[i][j])}E((q.b0[j]-p.b0[j])/.01-gb0[j])for(int k=0;k<3;k++){E((q.W1[k][j]-p.W1[k][j])/.01-g1[k][j])}}for(int k=0;k<3;k++){E((q.b1[k]-p.b1[k])/.01-gb1[k])}
 if(!(e<2e-5))fprintf(stderr,"c-hand tiny train is wrong: gradient off by %g\n",e);init();return e<2e-5;}
