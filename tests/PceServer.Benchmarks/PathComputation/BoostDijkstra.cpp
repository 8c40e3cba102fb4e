// Reference for the shortest-path benchmark: Boost Graph Library, Dijkstra on a compressed graph, no constraints.
// Input: "n m", then m lines "from to weight" ordered by from, then "k" and k sources. Output: median nanoseconds of a full tree over all sources and rounds,
// and the sum of all distances of the last round, which the caller compares with its own.
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <utility>
#include <vector>

struct Weight { unsigned value; };
typedef boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, Weight> Graph;

int main(int argc, char** argv)
{
    if (argc < 3) return 2;
    FILE* file = std::fopen(argv[1], "r");
    const int rounds = std::atoi(argv[2]);
    unsigned n, m;
    if (!file || std::fscanf(file, "%u %u", &n, &m) != 2) return 2;
    std::vector<std::pair<unsigned, unsigned>> edges(m);
    std::vector<Weight> weights(m);
    for (unsigned i = 0; i < m; ++i)
        if (std::fscanf(file, "%u %u %u", &edges[i].first, &edges[i].second, &weights[i].value) != 3) return 2;
    unsigned k;
    if (std::fscanf(file, "%u", &k) != 1) return 2;
    std::vector<unsigned> sources(k);
    for (unsigned i = 0; i < k; ++i)
        if (std::fscanf(file, "%u", &sources[i]) != 1) return 2;
    Graph graph(boost::edges_are_sorted, edges.begin(), edges.end(), weights.begin(), n);
    std::vector<unsigned> distance(n), parent(n);
    std::vector<double> times;
    unsigned long long sum = 0;
    for (int round = 0; round < rounds; ++round)
    {
        sum = 0;
        for (unsigned i = 0; i < k; ++i)
        {
            auto start = std::chrono::steady_clock::now();
            boost::dijkstra_shortest_paths(graph, sources[i],
                boost::weight_map(boost::get(&Weight::value, graph))
                    .predecessor_map(boost::make_iterator_property_map(parent.begin(), boost::get(boost::vertex_index, graph)))
                    .distance_map(boost::make_iterator_property_map(distance.begin(), boost::get(boost::vertex_index, graph))));
            auto end = std::chrono::steady_clock::now();
            times.push_back(std::chrono::duration<double, std::nano>(end - start).count());
            for (unsigned d : distance)
                if (d != std::numeric_limits<unsigned>::max()) sum += d;
        }
    }
    std::sort(times.begin(), times.end());
    std::printf("%.1f %llu\n", times[times.size() / 2], sum);
    return 0;
}
