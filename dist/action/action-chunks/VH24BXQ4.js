import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a}from"./BNMYE7WE.js";import"./V2C6I2KH.js";import"./PESB2KOT.js";import"./UYFRT2UQ.js";import"./V5NYSCKK.js";export{a as fixJson};
