read_wave <- function(year) {
  file <- sprintf("%s_%d.csv", shape, year)
  as.matrix(read.csv(file, row.names = 1, check.names = FALSE, na.strings = "NA"))
}
waves <- lapply(years, read_wave)

# ergm, the last wave; NA is a tie that is not known to have stood
# library(ergm); library(network)
# last <- waves[[length(waves)]]
# net <- if (square) network(last, directed = FALSE) else
#   network(last, directed = FALSE, matrix.type = "bipartite")
# summary(ergm(net ~ edges))

# RSiena, all waves
# library(RSiena)
# cells <- array(unlist(waves), dim = c(dim(waves[[1]]), length(waves)))
# ties <- if (square) {
#   sienaDependent(cells)
# } else {
#   sienaDependent(cells, type = "bipartite",
#                  nodeSet = c("rows", "columns"))
# }
# data <- if (square) sienaDataCreate(ties) else
#   sienaDataCreate(ties, nodeSets = list(
#     sienaNodeSet(nrow(waves[[1]]), nodeSetName = "rows"),
#     sienaNodeSet(ncol(waves[[1]]), nodeSetName = "columns")))
