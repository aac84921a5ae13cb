import{createRequire as __createRequire}from'node:module';const require=/*@__PURE__*/(()=>__createRequire(import.meta.url))();
import{b as a}from"./MACSJ3CA.js";import"./H3ZO5WC3.js";import"./AKDMJQ5V.js";import"./M4QLDCSQ.js";import"./QENOI5QM.js";import"./Q4SSMKL7.js";import"./AOXPNJ43.js";import"./FPVAYZDU.js";import"./UUI673U3.js";import"./XFOHTMA4.js";export{a as script};
