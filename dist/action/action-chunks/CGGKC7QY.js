import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a}from"./SZQQBSB5.js";import"./S5EOGBPN.js";import"./4FJVCUUT.js";import"./FG47RLVY.js";import"./A7Q73BFH.js";import"./OASGBQCW.js";import"./6CHUULPW.js";import"./V5NYSCKK.js";export{a as fixPatch};
