import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a}from"./ZTDMNPQG.js";import"./JTJBI5PF.js";import"./C7B7DVN4.js";import"./627WCMOI.js";import"./B6EXRH7H.js";import"./ZWTHQ4T4.js";import"./PJQ3EPY4.js";import"./BPLWNZFD.js";import"./LTIK2YT7.js";import"./6CHUULPW.js";import"./V5NYSCKK.js";export{a as fixTerraform};
