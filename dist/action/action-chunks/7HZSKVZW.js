import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a}from"./XRUAFHOO.js";import"./V5NYSCKK.js";export default a();
