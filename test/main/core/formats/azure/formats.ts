import { format as classic } from '#core/formats/azure-classic-cli/format.ts';
import { format as table } from '#core/formats/azure-cli-table/format.ts';
import { format as yaml } from '#core/formats/azure-cli-yaml/format.ts';
import { format as json } from '#core/formats/azure-json/format.ts';
import { format as list } from '#core/formats/azure-powershell-list/format.ts';
import type { Format } from '#core/formats/format.ts';
import { samples as classicSamples } from '#core/formats/azure-classic-cli/samples.ts';
import { samples as tableSamples } from '#core/formats/azure-cli-table/samples.ts';
import { samples as yamlSamples } from '#core/formats/azure-cli-yaml/samples.ts';
import { samples as jsonSamples } from '#core/formats/azure-json/samples.ts';
import { samples as listSamples } from '#core/formats/azure-powershell-list/samples.ts';

export const azureFormats: readonly Format[] = [classic, json, list, table, yaml];
export const azureSamples = [...classicSamples, ...jsonSamples, ...listSamples, ...tableSamples, ...yamlSamples];
