import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{b as a}from"./UNM32O3A.js";import"./627WCMOI.js";import"./B6EXRH7H.js";import"./R4PYOUEM.js";import"./ZWTHQ4T4.js";import"./BPLWNZFD.js";import"./LTIK2YT7.js";import"./6CHUULPW.js";import"./V5NYSCKK.js";export{a as script};
