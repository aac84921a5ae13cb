import{createRequire as __createRequire}from'node:module';const require=/*@__PURE__*/(()=>__createRequire(import.meta.url))();
import{b as a}from"./R2GFNT5V.js";import"./H3ZO5WC3.js";import"./AXFABILL.js";import"./M4QLDCSQ.js";import"./QENOI5QM.js";import"./HB7YNVMV.js";import"./AOXPNJ43.js";import"./UUI673U3.js";import"./XFOHTMA4.js";export{a as script};
