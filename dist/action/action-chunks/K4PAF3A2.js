import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a}from"./CGBVG5OW.js";import"./XRUAFHOO.js";import"./V5NYSCKK.js";export{a as parseYaml};
