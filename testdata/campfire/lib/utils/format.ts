export const shortName = (name: string): string => name.split(" ")[0] ?? name;
