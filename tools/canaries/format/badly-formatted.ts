export const  badly =   { formatted :"yes" }
