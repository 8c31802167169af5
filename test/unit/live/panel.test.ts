import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../../extension/film/folder.ts';
import { panelOf, withSetting } from '../../../extension/live/panel.ts';

const settings = defaultSettings('The Brass Key');

describe("the film's settings in Blender's panel", () => {
  it('are shown with what they may be', () => {
    const panel = panelOf({ folder: '/film', screenplay: '/film/screenplay.fountain', settings });
    expect(panel).toMatchObject({ title: 'The Brass Key', folder: '/film' });
    expect(panel.settings.find(({ key }) => key === 'size')).toEqual({
      key: 'size',
      label: 'Picture',
      value: '480x270',
      choices: [],
    });
  });

  it('can each be set to what is shown, and to every choice', () => {
    const { settings: shown } = panelOf({ folder: '/film', screenplay: '/s', settings });
    for (const { key, value, choices } of shown) {
      expect(withSetting(settings, { key, value })).toEqual(settings);
      for (const choice of choices)
        expect(
          panelOf({ folder: '', screenplay: '', settings: withSetting(settings, { key, value: choice }) }),
        ).toMatchObject({
          settings: expect.arrayContaining([expect.objectContaining({ key, value: choice })]),
        });
    }
  });

  it.each([
    ['size', '31x7'],
    ['size', 'wide'],
    ['quality', 'best'],
    ['seed', '2'],
  ])('%s is not set to %s', (key, value) => {
    expect(() => withSetting(settings, { key, value })).toThrow(/cannot be/);
  });
});
