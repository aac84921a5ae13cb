import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a}from"./GV6RUULW.js";import"./4FJVCUUT.js";import"./UQWWOONW.js";import"./BPLWNZFD.js";import"./6CHUULPW.js";import"./LTIK2YT7.js";import"./V5NYSCKK.js";export{a as fixPatch};
