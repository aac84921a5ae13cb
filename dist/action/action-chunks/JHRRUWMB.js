import{createRequire as __createRequire}from'node:module';const require=/*@__PURE__*/(()=>__createRequire(import.meta.url))();
import{b as a}from"./HM5EHODY.js";import"./H3ZO5WC3.js";import"./CWDAYUU6.js";import"./M4QLDCSQ.js";import"./QENOI5QM.js";import"./WFY5XNKU.js";import"./IZ3QL5OJ.js";import"./FPVAYZDU.js";import"./UUI673U3.js";import"./XFOHTMA4.js";export{a as script};
