import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a}from"./UCKVPITA.js";import"./RP2V6GTV.js";import"./PESB2KOT.js";import"./6CHUULPW.js";import"./V5NYSCKK.js";export{a as fixJson};
