export declare function layerOf(path: string): string;
export declare function layerProblem(file: string, specifier: string): string | null;
