import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a}from"./YDG2LVEM.js";import"./S5EOGBPN.js";import"./4FJVCUUT.js";import"./B6EXRH7H.js";import"./BPLWNZFD.js";import"./LTIK2YT7.js";import"./6CHUULPW.js";import"./V5NYSCKK.js";export{a as fixPatch};
