import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{b as a}from"./RAROHRKL.js";import"./627WCMOI.js";import"./UQWWOONW.js";import"./BPLWNZFD.js";import"./R4PYOUEM.js";import"./6CHUULPW.js";import"./ZWTHQ4T4.js";import"./LTIK2YT7.js";import"./V5NYSCKK.js";export{a as script};
