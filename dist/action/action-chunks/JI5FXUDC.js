import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a}from"./TVMXITSZ.js";import"./UYOG5IMY.js";import"./V5NYSCKK.js";export{a as parseJson};
