import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { Problem } from '@skill-ledger/contracts';
import { z } from 'zod';

/** The OpenAPI document of every route, from the same schemas that check requests and answers. */
export function openApiDocument(app: NestFastifyApplication): OpenAPIObject {
  const about = new DocumentBuilder()
    .setTitle('技能账本 SkillLedger API')
    .setDescription(
      '职业技能提升行动的进度、资金与占比 · progress, funds and ratios of a vocational-skills programme',
    )
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .build();
  const document = SwaggerModule.createDocument(app, about, {
    standardSchemaConverter: (schema, { schemaType }) => convert(schema as z.ZodType, schemaType),
  });
  return withProblems(document);
}

/** Errors of every route are problem details. */
function withProblems(document: OpenAPIObject): OpenAPIObject {
  const { schema } = convert(Problem, 'output');
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, Problem: schema as object },
  };
  const operations = Object.values(document.paths).flatMap((path) => [
    path.get,
    path.post,
    path.put,
    path.patch,
    path.delete,
  ]);
  for (const operation of operations) {
    if (!operation) continue;
    operation.responses.default = {
      description: '问题说明（RFC 9457）· problem details',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    };
  }
  return document;
}

/** JSON Schema 2020-12, as in OpenAPI 3.1; a schema with an id becomes a component. */
function convert(
  schema: z.ZodType,
  io: 'input' | 'output',
): { schema: unknown; components?: Record<string, object> } {
  const { $schema: _dialect, $defs, ...json } = z.toJSONSchema(schema, { io, target: 'draft-2020-12' });
  return { schema: json, components: ($defs ?? {}) as Record<string, object> };
}
