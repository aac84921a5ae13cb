export function hasTerraform(): boolean;
export function providerMirror(): string | null;
export function cliConfiguration(mirror: string): string;
