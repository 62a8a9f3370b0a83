import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [],
  invalid: [
    {
      name: "a command whose calls are followed by what waits by itself",
      filename: "a.cy.js",
      code: code`
        /// <reference types="cypress" />
        Cypress.Commands.add("visitAndWait", () => {
          cy.visit("/");
          cy.wait(2000);
        });
        describe("home", () => {
          it("lists the articles", () => {
            cy.visitAndWait();
            cy.get(".article").should("have.length.greaterThan", 0);
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 4, suggestions: [
            { messageId: "removeBeforeWait", output: code`
              /// <reference types="cypress" />
              Cypress.Commands.add("visitAndWait", () => {
                cy.visit("/");
              });
              describe("home", () => {
                it("lists the articles", () => {
                  cy.visitAndWait();
                  cy.get(".article").should("have.length.greaterThan", 0);
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "a command with a call that is followed by what does not wait",
      filename: "a.cy.js",
      code: code`
        /// <reference types="cypress" />
        Cypress.Commands.add("visitAndWait", () => {
          cy.visit("/");
          cy.wait(2000);
        });
        describe("home", () => {
          it("lists the articles", () => {
            cy.visitAndWait();
            cy.get(".article").should("have.length.greaterThan", 0);
          });
          it("has a state", () => {
            cy.visitAndWait();
            cy.task("state");
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 4 },
      ],
    },
    {
      name: "a command that other files call",
      filename: "a.cy.js",
      code: code`
        /// <reference types="cypress" />
        Cypress.Commands.add("visitAndWait", () => {
          cy.visit("/");
          cy.wait(2000);
        });
        Cypress.Commands.add("visitArticles", () => {
          cy.visitAndWait();
          cy.get(".article").click();
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 4 },
      ],
    },
  ],
});
