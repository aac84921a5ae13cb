import{createRequire as __createRequire}from'node:module';const require=/*@__PURE__*/(()=>__createRequire(import.meta.url))();
import{a}from"./SIB64VMB.js";import"./FA4Y4NE7.js";import"./UB7DUCN2.js";import"./AXFABILL.js";import"./HB7YNVMV.js";import"./AOXPNJ43.js";import"./UUI673U3.js";import"./XFOHTMA4.js";export{a as fixPatch};
