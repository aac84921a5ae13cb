import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a}from"./GIK74Z5W.js";import"./UGMQKBYN.js";import"./V5NYSCKK.js";export{a as parseYaml};
