import{createRequire as __createRequire}from'node:module';const require=/*@__PURE__*/(()=>__createRequire(import.meta.url))();
import{a}from"./EAWYL4GB.js";import"./FA4Y4NE7.js";import"./UB7DUCN2.js";import"./CWDAYUU6.js";import"./WFY5XNKU.js";import"./IZ3QL5OJ.js";import"./FPVAYZDU.js";import"./UUI673U3.js";import"./XFOHTMA4.js";export{a as fixPatch};
