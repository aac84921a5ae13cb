import{createRequire as __createRequire}from'node:module';const require=/*@__PURE__*/(()=>__createRequire(import.meta.url))();
import{a}from"./3MPXNDDC.js";import"./FA4Y4NE7.js";import"./UB7DUCN2.js";import"./AKDMJQ5V.js";import"./Q4SSMKL7.js";import"./AOXPNJ43.js";import"./FPVAYZDU.js";import"./UUI673U3.js";import"./XFOHTMA4.js";export{a as fixPatch};
