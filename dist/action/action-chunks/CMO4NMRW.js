import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a}from"./TW4A6VV7.js";import"./JTJBI5PF.js";import"./NRPREHJT.js";import"./627WCMOI.js";import"./FG47RLVY.js";import"./ZWTHQ4T4.js";import"./PJQ3EPY4.js";import"./A7Q73BFH.js";import"./OASGBQCW.js";import"./6CHUULPW.js";import"./V5NYSCKK.js";export{a as fixTerraform};
