export function hasTerraform(): boolean;
export function providerMirror(): string | null;
export function providerProgram(mirror: string): string | null;
export function cliConfiguration(mirror: string): string;
export const shortRuns: Readonly<Record<string, string>>;
