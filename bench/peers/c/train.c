/* One training step of tiny, small and leaky: constant sizes, plain loops left to the compiler; under VEC with a micro-kernel of
   explicit vectors. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <math.h>
#include "train.h"
#define AI static inline __attribute__((always_inline))
#define AL __attribute__((aligned(64)))
#define NI __attribute__((noinline))
enum{B=32};
/* ---------------- tiny 4-8-3, softmax+CE, SGD ---------------- */
typedef struct{float W0[4][8],b0[8],W1[8][4],b1[4];} TinyP;      /* [in][out], output padded 3->4 */
static TinyP tp AL; static float tX[B][4] AL; static int tY[B];
/* variant lane: lane = batch row; everything feature-major, weight gradients are reductions over lanes */
NI void tiny_lane(void*u){
 TinyP*restrict p=&tp; float X[4][B] AL,H[8][B] AL,Z[3][B] AL,D[8][B] AL;
 for(int b=0;b<B;b++)for(int i=0;i<4;i++)X[i][b]=tX[b][i];
 for(int o=0;o<8;o++)for(int b=0;b<B;b++){float s=p->b0[o];for(int i=0;i<4;i++)s+=p->W0[i][o]*X[i][b];H[o][b]=s>0?s:0;}
 for(int k=0;k<3;k++)for(int b=0;b<B;b++){float s=p->b1[k];for(int j=0;j<8;j++)s+=p->W1[j][k]*H[j][b];Z[k][b]=s;}
 for(int b=0;b<B;b++){float a=Z[0][b],c=Z[1][b],d=Z[2][b];float m=a>c?a:c;m=m>d?m:d;a=expf(a-m);c=expf(c-m);d=expf(d-m);float r=(1.f/B)/(a+c+d);
  int y=tY[b];Z[0][b]=a*r-(y==0?1.f/B:0);Z[1][b]=c*r-(y==1?1.f/B:0);Z[2][b]=d*r-(y==2?1.f/B:0);}
 for(int j=0;j<8;j++)for(int b=0;b<B;b++){float s=p->W1[j][0]*Z[0][b]+p->W1[j][1]*Z[1][b]+p->W1[j][2]*Z[2][b];D[j][b]=H[j][b]>0?s:0;}
 const float lr=0.01f;
 for(int k=0;k<3;k++){for(int j=0;j<8;j++){float s=0;for(int b=0;b<B;b++)s+=H[j][b]*Z[k][b];p->W1[j][k]-=lr*s;}float s=0;for(int b=0;b<B;b++)s+=Z[k][b];p->b1[k]-=lr*s;}
 for(int j=0;j<8;j++){for(int i=0;i<4;i++){float s=0;for(int b=0;b<B;b++)s+=X[i][b]*D[j][b];p->W0[i][j]-=lr*s;}float s=0;for(int b=0;b<B;b++)s+=D[j][b];p->b0[j]-=lr*s;}}
/* ---------------- small 13-64-64-1, MSE, Adam ---------------- */
enum{NP=13*64+64+64*64+64+64+1};
typedef struct{float W0[13][64],b0[64],W1[64][64],b1[64],w2[64],b2[16];} SmallP; /* b2[0] used, rest padding */
enum{NPAD=sizeof(SmallP)/4};
static SmallP sp AL,sg AL,sm AL,sv AL; static float sX[B][13] AL,sY[B]; static float b1t=1,b2t=1;
AI void adam(float*restrict w,const float*restrict g,float*restrict m,float*restrict v,int n,float lrt){
 const float b1=0.9f,b2=0.999f,eps=1e-8f;
 for(int i=0;i<n;i++){m[i]=b1*m[i]+(1-b1)*g[i];v[i]=b2*v[i]+(1-b2)*g[i]*g[i];w[i]-=lrt*m[i]/(sqrtf(v[i])+eps);}}
#ifndef MR
#define MR 2
#endif
#ifdef VEC
#ifndef VL
#define VL 8
#endif
typedef float vf __attribute__((vector_size(VL*4)));
enum{NV=64/VL};
/* C[M][64] = A(M,K) * Bm[K][64] (+bias) ; MRxNV register tile */
#define TILE(R) AI void tile##R(const float*A,int as,int ak,const float*Bm,const float*bias,float*C,int K){\
 vf a[R][NV];_Pragma("GCC unroll 8")for(int r=0;r<R;r++)_Pragma("GCC unroll 16")for(int n=0;n<NV;n++)a[r][n]=bias?*(const vf*)(bias+n*VL):(vf){0};\
 for(int k=0;k<K;k++){_Pragma("GCC unroll 16")for(int n=0;n<NV;n++){vf w=*(const vf*)(Bm+k*64+n*VL);_Pragma("GCC unroll 8")for(int r=0;r<R;r++)a[r][n]+=w*A[r*as+k*ak];}}\
 _Pragma("GCC unroll 8")for(int r=0;r<R;r++)_Pragma("GCC unroll 16")for(int n=0;n<NV;n++)*(vf*)(C+r*64+n*VL)=a[r][n];}
TILE(1)
#if MR>1
#define TT2(R) TILE(R)
TT2(MR)
#define CAT_(a,b) a##b
#define CAT(a,b) CAT_(a,b)
#else
#define CAT(a,b) tile1
#endif
AI void gemm64(const float*A,int as,int ak,const float*Bm,const float*bias,float*C,int M,int K){
 int m=0;for(;m+MR<=M;m+=MR)CAT(tile,MR)(A+m*as,as,ak,Bm,bias,C+m*64,K);for(;m<M;m++)tile1(A+m*as,as,ak,Bm,bias,C+m*64,K);}
#else
#ifndef NW
#define NW 32
#endif
AI void strip(const float*restrict A,int as,int ak,const float*restrict Bm,const float*restrict bias,float*restrict C,int K,int n0,int R){(void)R;
 float a[MR][NW];for(int r=0;r<MR;r++)for(int n=0;n<NW;n++)a[r][n]=bias?bias[n0+n]:0;
 for(int k=0;k<K;k++)for(int r=0;r<MR;r++){float s=A[r*as+k*ak];for(int n=0;n<NW;n++)a[r][n]+=s*Bm[k*64+n0+n];}
 for(int r=0;r<MR;r++)for(int n=0;n<NW;n++)C[r*64+n0+n]=a[r][n];}
AI void strip1(const float*restrict A,int as,int ak,const float*restrict Bm,const float*restrict bias,float*restrict C,int K,int n0){
 float a[NW];for(int n=0;n<NW;n++)a[n]=bias?bias[n0+n]:0;
 for(int k=0;k<K;k++){float s=A[k*ak];for(int n=0;n<NW;n++)a[n]+=s*Bm[k*64+n0+n];}
 for(int n=0;n<NW;n++)C[n0+n]=a[n];}
AI void gemm64(const float*restrict A,int as,int ak,const float*restrict Bm,const float*restrict bias,float*restrict C,int M,int K){
 for(int n0=0;n0<64;n0+=NW){int m=0;for(;m+MR<=M;m+=MR)strip(A+m*as,as,ak,Bm,bias,C+m*64,K,n0,MR);for(;m<M;m++)strip1(A+m*as,as,ak,Bm,bias,C+m*64,K,n0);}}
#endif
#ifdef VEC
typedef float t8 __attribute__((vector_size(32)));typedef int i8 __attribute__((vector_size(32)));
AI void tr8(const float*s,int ls,float*d,int ld){t8 r[8],t[8];
 _Pragma("GCC unroll 8")for(int i=0;i<8;i++)r[i]=*(const t8*)(s+i*ls);
 _Pragma("GCC unroll 8")for(int i=0;i<8;i+=2){t[i]=__builtin_shuffle(r[i],r[i+1],(i8){0,8,1,9,4,12,5,13});t[i+1]=__builtin_shuffle(r[i],r[i+1],(i8){2,10,3,11,6,14,7,15});}
 _Pragma("GCC unroll 8")for(int h=0;h<8;h+=4)_Pragma("GCC unroll 8")for(int q=0;q<2;q++){r[h+2*q]=__builtin_shuffle(t[h+q],t[h+q+2],(i8){0,1,8,9,4,5,12,13});r[h+2*q+1]=__builtin_shuffle(t[h+q],t[h+q+2],(i8){2,3,10,11,6,7,14,15});}
 _Pragma("GCC unroll 8")for(int q=0;q<4;q++){*(t8*)(d+q*ld)=__builtin_shuffle(r[q],r[q+4],(i8){0,1,2,3,8,9,10,11});*(t8*)(d+(q+4)*ld)=__builtin_shuffle(r[q],r[q+4],(i8){4,5,6,7,12,13,14,15});}}
AI void trans64(const float*s,float*d){for(int i=0;i<64;i+=8)for(int j=0;j<64;j+=8)tr8(s+i*64+j,64,d+j*64+i,64);}
#else
AI void trans64(const float*restrict s,float*restrict d){for(int i=0;i<64;i++)for(int j=0;j<64;j++)d[j*64+i]=s[i*64+j];}
#endif
AI void relu(float*restrict x,int n,float slope){for(int i=0;i<n;i++)x[i]=x[i]>0?x[i]:slope*x[i];}
AI void colsum(const float*restrict D,float*restrict g){float a[64]={0};for(int b=0;b<B;b++)for(int j=0;j<64;j++)a[j]+=D[b*64+j];for(int j=0;j<64;j++)g[j]=a[j];}
static float H1[B][64] AL,H2[B][64] AL,D1[B][64] AL,D2[B][64] AL,W1T[64][64] AL;
AI void small_fb(float slope){
 gemm64(&sX[0][0],13,1,&sp.W0[0][0],sp.b0,&H1[0][0],B,13);relu(&H1[0][0],B*64,slope);
 gemm64(&H1[0][0],64,1,&sp.W1[0][0],sp.b1,&H2[0][0],B,64);relu(&H2[0][0],B*64,slope);
 float dz[B];float gb=0;
 for(int b=0;b<B;b++){float s=sp.b2[0];for(int j=0;j<64;j++)s+=H2[b][j]*sp.w2[j];dz[b]=(2.f/B)*(s-sY[b]);gb+=dz[b];}
 sg.b2[0]=gb;
 {float a[64]={0};for(int b=0;b<B;b++)for(int j=0;j<64;j++){a[j]+=dz[b]*H2[b][j];float d=dz[b]*sp.w2[j];D2[b][j]=H2[b][j]>0?d:slope*d;}for(int j=0;j<64;j++)sg.w2[j]=a[j];}
 colsum(&D2[0][0],sg.b1);
 gemm64(&H1[0][0],1,64,&D2[0][0],0,&sg.W1[0][0],64,B);
 trans64(&sp.W1[0][0],&W1T[0][0]);
 gemm64(&D2[0][0],64,1,&W1T[0][0],0,&D1[0][0],B,64);
 for(int b=0;b<B;b++)for(int j=0;j<64;j++)D1[b][j]=H1[b][j]>0?D1[b][j]:slope*D1[b][j];
 colsum(&D1[0][0],sg.b0);
 gemm64(&sX[0][0],1,13,&D1[0][0],0,&sg.W0[0][0],13,B);
}
AI float lrt(void){b1t*=0.9f;b2t*=0.999f;return 1e-3f*sqrtf(1-b2t)/(1-b1t);}
AI void small_adam(void){adam((float*)&sp,(float*)&sg,(float*)&sm,(float*)&sv,NPAD,lrt());}
NI void small_step(void*u){small_fb(0);small_adam();}
NI void leaky_step(void*u){small_fb(.01f);small_adam();}
/* ---------------- checks against naive double code ---------------- */
static float rnd(void){return rand()/(float)RAND_MAX-.5f;}
static void tiny_init(void){srand(1);memset(&tp,0,sizeof tp);for(int i=0;i<4;i++)for(int j=0;j<8;j++)tp.W0[i][j]=rnd();for(int j=0;j<8;j++){tp.b0[j]=rnd();for(int k=0;k<3;k++)tp.W1[j][k]=rnd();}for(int k=0;k<3;k++)tp.b1[k]=rnd();for(int b=0;b<B;b++){tY[b]=rand()%3;for(int i=0;i<4;i++)tX[b][i]=rnd()*2;}}
static int tiny_check(void){
 tiny_init();TinyP q=tp;double W0[4][8],b0[8],W1[8][3],b1[3],g0[4][8]={{0}},gb0[8]={0},g1[8][3]={{0}},gb1[3]={0};
 for(int i=0;i<4;i++)for(int j=0;j<8;j++)W0[i][j]=q.W0[i][j];for(int j=0;j<8;j++){b0[j]=q.b0[j];for(int k=0;k<3;k++)W1[j][k]=q.W1[j][k];}for(int k=0;k<3;k++)b1[k]=q.b1[k];
 for(int b=0;b<B;b++){double h[8],z[3],s=0;for(int j=0;j<8;j++){h[j]=b0[j];for(int i=0;i<4;i++)h[j]+=tX[b][i]*W0[i][j];if(h[j]<0)h[j]=0;}
  for(int k=0;k<3;k++){z[k]=b1[k];for(int j=0;j<8;j++)z[k]+=h[j]*W1[j][k];z[k]=exp(z[k]);s+=z[k];}for(int k=0;k<3;k++)z[k]=(z[k]/s-(tY[b]==k))/B;
  for(int k=0;k<3;k++){gb1[k]+=z[k];for(int j=0;j<8;j++)g1[j][k]+=h[j]*z[k];}
  for(int j=0;j<8;j++){double d=0;for(int k=0;k<3;k++)d+=W1[j][k]*z[k];if(h[j]<=0)d=0;gb0[j]+=d;for(int i=0;i<4;i++)g0[i][j]+=tX[b][i]*d;}}
 tiny_lane(0);double e=0,t;
 #define E(x) t=fabs(x);if(!(t<=e))e=t;
 for(int i=0;i<4;i++)for(int j=0;j<8;j++){E((q.W0[i][j]-tp.W0[i][j])/0.01-g0[i][j])}for(int j=0;j<8;j++){E((q.b0[j]-tp.b0[j])/0.01-gb0[j])for(int k=0;k<3;k++){E((q.W1[j][k]-tp.W1[j][k])/0.01-g1[j][k])}}for(int k=0;k<3;k++){E((q.b1[k]-tp.b1[k])/0.01-gb1[k])}
 if(!(e<2e-5))fprintf(stderr,"tiny train is wrong: gradient off by %g\n",e);tiny_init();return e<2e-5;}
static void small_init(void){srand(2);float*w=(float*)&sp;for(int i=0;i<NPAD;i++)w[i]=rnd()*0.4f;for(int i=1;i<16;i++)sp.b2[i]=0;memset(&sg,0,sizeof sg);memset(&sm,0,sizeof sm);memset(&sv,0,sizeof sv);b1t=b2t=1;for(int b=0;b<B;b++){sY[b]=rnd();for(int i=0;i<13;i++)sX[b][i]=rnd()*2;}}
static int small_check(void (*step)(void*),double slope){
 small_init();SmallP q=sp;double g0[13][64]={{0}},gb0[64]={0},g1[64][64]={{0}},gb1[64]={0},g2[64]={0},gb2=0;
 for(int b=0;b<B;b++){double h[64],k[64],o=q.b2[0],d2[64],d1[64];for(int j=0;j<64;j++){h[j]=q.b0[j];for(int i=0;i<13;i++)h[j]+=sX[b][i]*(double)q.W0[i][j];if(h[j]<0)h[j]*=slope;}
  for(int j=0;j<64;j++){k[j]=q.b1[j];for(int i=0;i<64;i++)k[j]+=h[i]*q.W1[i][j];if(k[j]<0)k[j]*=slope;}for(int j=0;j<64;j++)o+=k[j]*q.w2[j];
  double dz=2.0/B*(o-sY[b]);gb2+=dz;for(int j=0;j<64;j++){g2[j]+=dz*k[j];d2[j]=(k[j]>0?1:slope)*dz*q.w2[j];gb1[j]+=d2[j];}
  for(int i=0;i<64;i++){double s=0;for(int j=0;j<64;j++){s+=d2[j]*q.W1[i][j];g1[i][j]+=h[i]*d2[j];}d1[i]=h[i]>0?s:slope*s;gb0[i]+=d1[i];}
  for(int i=0;i<13;i++)for(int j=0;j<64;j++)g0[i][j]+=sX[b][i]*d1[j];}
 step(0);double e=0,t,eu=0;
 for(int i=0;i<13;i++)for(int j=0;j<64;j++){E(sg.W0[i][j]-g0[i][j])}for(int i=0;i<64;i++){E(sg.b0[i]-gb0[i])E(sg.b1[i]-gb1[i])E(sg.w2[i]-g2[i])for(int j=0;j<64;j++){E(sg.W1[i][j]-g1[i][j])}}E(sg.b2[0]-gb2)
 /* after one Adam step from zero moments the update is lr*sign(g) */
 for(int i=0;i<13;i++)for(int j=0;j<64;j++)if(fabs(g0[i][j])>1e-5){double G=g0[i][j],lt=1e-3*sqrt(1-0.999)/(1-0.9),up=(q.W0[i][j]-sp.W0[i][j])-lt*0.1*G/(sqrt(0.001*G*G)+1e-8);if(fabs(up)>eu)eu=fabs(up);}
 int ok=e<1e-5&&eu<2e-6;if(!ok)fprintf(stderr,"small train is wrong: gradient off by %g, update by %g\n",e,eu);small_init();return ok;}
int train_check(void){return tiny_check()&&small_check(small_step,0)&&small_check(leaky_step,.01f);}
