/** The part of opentype.js that titles use; its published types would bring the browser's along. */
declare module 'opentype.js' {
  import type { Outline } from './raster.ts';

  interface Glyph {
    /** 0 is the sign for a missing letter. */
    readonly index: number;
    /** Font units. */
    readonly advanceWidth?: number;
    getPath(x: number, y: number, fontSize: number): { readonly commands: Outline };
  }

  interface Font {
    readonly unitsPerEm: number;
    charToGlyph(character: string): Glyph;
    /** Font units. */
    getKerningValue(left: Glyph, right: Glyph): number;
  }

  const opentype: { parse(file: ArrayBuffer): Font };
  export default opentype;
}
