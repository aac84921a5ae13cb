import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a}from"./C6QY4H6L.js";import"./V5NYSCKK.js";export{a as parseJson};
